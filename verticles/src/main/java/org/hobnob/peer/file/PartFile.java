package org.hobnob.peer.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.file.Checkpoints;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.file.FileNames;
import org.hobnob.protocol.message.value.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is coming: {@code NAME.part}, and beside it {@code NAME.part.sums}, which says what of it was verified (SPEC
 * 16.3). Blocking; used by one thread at a time.
 */
final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final String PART = ".part";
    private static final String SUMS = ".part.sums";
    private static final String DRAFT = ".part.sums.new";
    private static final int MOST_NAMES = 1_000;
    /**
     * So much is written to the disk at a time: whoever else has to wait for the disk, as chat has for what it must not
     * lose, waits for what others have written too.
     */
    private static final long FLUSHED_BYTES = 2L << 20;

    private static final int BLOCK = 1 << 20;
    /** A file of sums that is longer than this is not one of ours. */
    private static final long MAX_SUMS_BYTES = 64L << 20;

    private final Path place;
    private final FileChannel channel;
    private final MessageDigest digest;
    private Checkpoints known;
    private long length;
    /** Up to where the content is on the disk. */
    private long flushed;

    private PartFile(Path place, FileChannel channel, MessageDigest digest, Checkpoints known) {
        this.place = place;
        this.channel = channel;
        this.digest = digest;
        this.known = known;
        length = known.length();
        flushed = length;
    }

    /**
     * Opens what has come already, and checks it again, or begins anew.
     *
     * @param place what the file is to become
     * @throws FileAlreadyExistsException if there is another file where the part would stand
     */
    static PartFile open(Path place, MessageId id) throws IOException {
        Path part = beside(place, PART);
        Optional<Checkpoints> stored = stored(place, id);
        if (stored.isEmpty() || !Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            return begin(place, id);
        }
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            return verified(place, channel, stored.get());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static PartFile begin(Path place, MessageId id) throws IOException {
        // A hand-out writes far behind the end: without gaps Windows would first fill all before it with zeros.
        FileChannel channel = FileChannel.open(
                beside(place, PART),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE);
        PartFile file = new PartFile(place, channel, Hashes.sha256(), Checkpoints.none(id));
        try {
            file.writeSums();
            return file;
        } catch (IOException e) {
            channel.close();
            // A part without sums is nobody's, and would stand in the way for ever.
            tidy(beside(place, PART));
            tidy(beside(place, DRAFT));
            throw e;
        }
    }

    /** Removes what is not needed any more; a file that stays does no harm. */
    private static void tidy(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays there: {}", file, e.toString());
        }
    }

    /** Returns where the bytes of a file stand until it is whole. */
    static Path part(Path place) {
        return beside(place, PART);
    }

    /**
     * Counts the first bytes of a part as come, whoever wrote them; what follows them is cut off. The sender's hash tells
     * whether they are right when the file is fetched from there on.
     */
    static void keep(Path place, MessageId id, long bytes) throws IOException {
        FileChannel channel = FileChannel.open(
                beside(place, PART), StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (PartFile part = new PartFile(place, channel, Hashes.sha256(), Checkpoints.none(id))) {
            byte[] block = new byte[BLOCK];
            while (part.length < bytes) {
                ByteBuffer into = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, bytes - part.length));
                int got = channel.read(into, part.length);
                if (got < 0) {
                    throw new EOFException(beside(place, PART) + " became shorter");
                }
                part.digest.update(block, 0, got);
                part.length += got;
            }
            channel.truncate(bytes);
            part.checkpoint();
        }
    }

    private static Optional<Checkpoints> stored(Path place, MessageId id) throws IOException {
        Path sums = beside(place, SUMS);
        boolean isThere = Files.isRegularFile(sums, LinkOption.NOFOLLOW_LINKS) && Files.size(sums) <= MAX_SUMS_BYTES;
        return isThere
                ? Checkpoints.parse(new String(Files.readAllBytes(sums), StandardCharsets.ISO_8859_1))
                        .filter(read -> read.id().equals(id))
                : Optional.empty();
    }

    /** Reads the part once: what lies behind the last right checkpoint is cut off. */
    private static PartFile verified(Path place, FileChannel channel, Checkpoints stored) throws IOException {
        MessageDigest digest = Hashes.sha256();
        MessageDigest right = Hashes.sha256();
        byte[] block = new byte[BLOCK];
        long read = 0;
        long verified = 0;
        for (Checkpoints.Point point : stored.points()) {
            if (point.length() > channel.size()) {
                break;
            }
            while (read < point.length()) {
                int wanted = (int) Math.min(block.length, point.length() - read);
                int got = channel.read(ByteBuffer.wrap(block, 0, wanted), read);
                if (got < 0) {
                    throw new EOFException(beside(place, PART) + " became shorter");
                }
                digest.update(block, 0, got);
                read += got;
            }
            if (!Hashes.soFar(digest).equals(point.sha256())) {
                break;
            }
            verified = read;
            right = Hashes.copy(digest);
        }
        channel.truncate(verified);
        channel.position(verified);
        return new PartFile(place, channel, right, stored.upTo(verified));
    }

    private static Path beside(Path place, String suffix) {
        return place.resolveSibling(place.getFileName() + suffix);
    }

    /**
     * Takes a name for a file that is to come: one for which neither it nor a part exists; an empty part then stands there.
     *
     * @return what the file is to become
     */
    static Path reserve(Path folder, String name, MessageId id) throws IOException {
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path place = folder.resolve(number == 1 ? name : FileNames.numbered(name, number));
            if (Files.notExists(place, LinkOption.NOFOLLOW_LINKS) && reserved(place, id)) {
                return place;
            }
        }
        throw new FileAlreadyExistsException(folder.resolve(name).toString());
    }

    private static boolean reserved(Path place, MessageId id) throws IOException {
        try (PartFile part = begin(place, id)) {
            return part.length() == 0;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Returns how many bytes have come of a file. */
    static long size(Path place) throws IOException {
        Path part = beside(place, PART);
        return Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
    }

    /** Removes what has come of a file. */
    static void remove(Path place) throws IOException {
        Files.deleteIfExists(beside(place, PART));
        Files.deleteIfExists(beside(place, SUMS));
        Files.deleteIfExists(beside(place, DRAFT));
    }

    /** How many verified bytes there are. */
    long length() {
        return length;
    }

    /** Returns the hash of what has come, in hex. */
    String hashSoFar() {
        return Hashes.soFar(digest);
    }

    /** Begins anew, from no byte. */
    void restart() throws IOException {
        channel.truncate(0);
        digest.reset();
        length = 0;
        flushed = 0;
        known = Checkpoints.none(known.id());
        writeSums();
    }

    /** Adds bytes at the end. */
    void write(byte[] bytes, int count) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(bytes, 0, count);
        while (block.hasRemaining()) {
            channel.write(block, length + block.position());
        }
        digest.update(bytes, 0, count);
        length += count;
        if (length - flushed >= FLUSHED_BYTES) {
            channel.force(false);
            flushed = length;
        }
        if (length - known.length() >= FileLimits.CHECKPOINT_BYTES) {
            checkpoint();
        }
    }

    /** Writes down how far it is. */
    void checkpoint() throws IOException {
        if (length > known.length()) {
            known = known.with(new Checkpoints.Point(length, hashSoFar()));
            writeSums();
        }
    }

    private void writeSums() throws IOException {
        Path sums = beside(place, SUMS);
        Path draft = beside(place, DRAFT);
        ByteBuffer text = ByteBuffer.wrap(known.print().getBytes(StandardCharsets.ISO_8859_1));
        try (FileChannel written = FileChannel.open(
                draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (text.hasRemaining()) {
                written.write(text);
            }
            written.force(true);
        }
        Files.move(draft, sums, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the hash of the whole, in hex; nothing may be written any more. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gives the whole file its name, or a numbered one if that is taken, and returns where it stands. */
    Path finish() throws IOException {
        channel.force(true);
        channel.close();
        Path part = beside(place, PART);
        String name = place.getFileName().toString();
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path target = number == 1 ? place : place.resolveSibling(FileNames.numbered(name, number));
            if (moved(part, target)) {
                tidy(beside(place, SUMS));
                return target;
            }
        }
        throw new FileAlreadyExistsException(place.toString());
    }

    /** A second name for the file never replaces another file, as a move might. */
    private static boolean moved(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | IOException noLinks) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.move(part, target);
            return true;
        }
        tidy(part);
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
