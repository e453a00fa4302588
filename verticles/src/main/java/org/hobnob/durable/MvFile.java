package org.hobnob.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.hobnob.durable.MvFileException.Kind;
import org.hobnob.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of maps. It is written only by {@link #commit}, never by a background thread or when memory fills,
 * because those could write half of what belongs together. Commit and close must be called by one thread at a time.
 */
public final class MvFile {
    private static final Logger LOG = LoggerFactory.getLogger(MvFile.class);
    /** Reserved: no other map may have this name. */
    private static final String MARK = "hobnob";

    private static final String FORMAT_KEY = "format";
    private static final Integer FORMAT = 1;
    private static final long WORTH_SHRINKING_BYTES = 8L * 1024 * 1024;
    private static final int PERCENT = 100;
    /** Entries between two commits of a copy, so that it needs little memory. */
    private static final int COPIED_AT_ONCE = 5_000;

    private static final int BLOCK_BYTES = 4 * 1024;
    /** Small, because a commit writes every page that has changed. */
    private static final int SMALL_PAGE_BYTES = 4 * 1024;

    private final String name;
    private final Optional<PatientFileStore> writer;
    private final MVStore store;
    private final boolean sync;

    private MvFile(String name, Optional<PatientFileStore> writer, MVStore store, boolean sync) {
        this.name = name;
        this.writer = writer;
        this.store = store;
        // Without both settings, each commit leaves the previous pages in the file for 45 s.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        this.sync = sync;
    }

    /**
     * Opens a file. Blocking.
     *
     * @param file created if absent, accessible to its owner only
     * @param fileName converts the file's path to a name for H2, which may refer to another of its file systems
     * @param sync whether commits wait for the disk, so that they survive a power failure
     * @param cacheMb the size of the read cache, in MB
     * @param compress whether to write a small file rather than to write fast; may differ each time that a file is
     *     opened
     * @throws MvFileException if it cannot be opened; an existing file is left unchanged
     */
    public static MvFile open(Path file, UnaryOperator<String> fileName, boolean sync, int cacheMb, boolean compress)
            throws MvFileException {
        return open(file, fileName.apply(file.toString()), sync, cacheMb, compress, Secret.NONE);
    }

    /**
     * Opens an encrypted file (AES-XTS), written small. Blocking. The key hides what is in the file; nothing tells whether
     * somebody has changed it.
     *
     * @param file created if absent, accessible to its owner only
     * @param fileName as above
     * @param key 32 random bytes: H2 makes too little of a password
     * @param cacheMb the size of the read cache, in MB
     * @throws MvFileException if it cannot be opened, {@code DAMAGED} also for another key; an existing file is left
     *     unchanged
     */
    public static MvFile openEncrypted(Path file, UnaryOperator<String> fileName, byte[] key, int cacheMb)
            throws MvFileException {
        dropTornBlock(file);
        return open(file, fileName.apply(file.toString()), true, cacheMb, true, Secret.of(key));
    }

    /**
     * H2 writes whole blocks. Of an encrypted file that ends amid one, because its last write broke off, it would drop the
     * block before that too, with a commit in it.
     */
    private static void dropTornBlock(Path file) throws MvFileException {
        try {
            long torn = Files.exists(file) ? Files.size(file) % BLOCK_BYTES : 0;
            if (torn > 0) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() - torn);
                }
            }
        } catch (IOException e) {
            throw new MvFileException(Kind.UNUSABLE, file + " cannot be written (" + e + ")", e);
        }
    }

    /**
     * What a file is encrypted with.
     *
     * @param hex the key in hex digits; empty for a file that is not encrypted
     */
    private record Secret(String hex) {
        static final Secret NONE = new Secret("");

        static Secret of(byte[] key) {
            return new Secret(HexFormat.of().formatHex(key));
        }

        /** Returns an array that H2 may erase, or null. */
        char[] characters() {
            return hex.isEmpty() ? null : hex.toCharArray();
        }

        MVStore.Builder put(MVStore.Builder builder) {
            return hex.isEmpty() ? builder : builder.encryptionKey(characters());
        }

        @Override
        public String toString() {
            return "a secret";
        }
    }

    private static MvFile open(Path file, String name, boolean sync, int cacheMb, boolean compress, Secret secret)
            throws MvFileException {
        try {
            if (Files.notExists(file)) {
                create(file, secret);
            }
            check(name, secret);
            PatientFileStore writer = new PatientFileStore(cacheMb);
            return new MvFile(name, Optional.of(writer), open(writer, name, compress, secret), sync);
        } catch (MVStoreException e) {
            throw refused(name, e);
        } catch (IOException e) {
            throw new MvFileException(Kind.UNUSABLE, file + " cannot be created (" + e + ")", e);
        }
    }

    private static MVStore open(PatientFileStore writer, String name, boolean compress, Secret secret) {
        writer.open(name, false, secret.characters());
        MVStore.Builder store = new MVStore.Builder();
        // Serialized Java objects compress to a sixth of their size.
        return adopted(writer, compress ? store.compress() : store.pageSplitSize(SMALL_PAGE_BYTES));
    }

    private static MVStore adopted(PatientFileStore file, MVStore.Builder store) {
        try {
            return store.adoptFileStore(file)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Returns an instance without a file. */
    public static MvFile inMemory() {
        return new MvFile(
                "memory",
                Optional.empty(),
                new MVStore.Builder().autoCommitDisabled().open(),
                false);
    }

    /** Creates a store that contains only the mark. A file without the mark has been damaged. */
    private static void create(Path file, Secret secret) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        OwnerOnly.createFile(draft);
        MVStore store = unwritten(draft.toString(), secret).open();
        store.openMap(MARK).put(FORMAT_KEY, FORMAT);
        store.commit();
        store.sync();
        store.close(0);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Checks a store without writing. H2 opens a file with damaged chunks only as an empty one, and its next write
     * would make the loss permanent.
     */
    private static void check(String name, Secret secret) throws MvFileException {
        MVStore store = unwritten(name, secret).readOnly().open();
        try {
            Object format = store.hasMap(MARK) ? store.openMap(MARK).get(FORMAT_KEY) : null;
            if (!FORMAT.equals(format)) {
                throw damaged(name, "it does not contain a store of format " + FORMAT, null);
            }
        } finally {
            store.closeImmediately();
        }
    }

    private static MVStore.Builder unwritten(String name, Secret secret) {
        return secret.put(
                new MVStore.Builder().fileName(name).autoCommitDisabled().autoCommitBufferSize(0));
    }

    /** Translates an error of H2 about a file. */
    public static MvFileException refused(String fileName, MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new MvFileException(Kind.IN_USE, fileName + " is in use by another program", e);
            case DataUtils.ERROR_WRITING_FAILED ->
                new MvFileException(Kind.UNUSABLE, fileName + " cannot be written (" + rootMessage(e) + ")", e);
            default -> damaged(fileName, rootMessage(e), e);
        };
    }

    /** Returns the exception for a file whose content could not be read. */
    public static MvFileException unreadable(String fileName, RuntimeException cause) {
        return damaged(fileName, rootMessage(cause), cause);
    }

    private static MvFileException damaged(String fileName, String what, Throwable cause) {
        return new MvFileException(
                Kind.DAMAGED,
                fileName + " is damaged or of an incompatible version (" + what + "); it was left unchanged",
                cause);
    }

    /** Returns the underlying store. */
    public MVStore store() {
        return store;
    }

    /** Returns the map with this name; changes to it become durable with the next {@link #commit}. */
    public ConcurrentMap<String, byte[]> map(String name) {
        return store.openMap(name);
    }

    /** Returns the names of all maps, as they are now. */
    public List<String> mapNames() {
        return List.copyOf(store.getMapNames());
    }

    /** Removes a map and all that is in it; durable after the next commit. */
    public void removeMap(String name) {
        store.removeMap(name);
    }

    /**
     * Makes all earlier changes durable.
     *
     * @param retry asked after each failed write, as on a full disk: blocks until it is to be tried again, or returns
     *     false to give up
     * @throws IOException if they may not be durable; the store must not be used any more
     */
    public void commit(Predicate<IOException> retry) throws IOException {
        writer.ifPresent(file -> file.setRetry(retry));
        try {
            // H2 closes its store after a failed write, and ignores commits to a closed store.
            if (store.isClosed()) {
                throw new IOException("the file is closed");
            }
            store.commit();
            if (sync) {
                store.sync();
            }
        } catch (MVStoreException e) {
            throw new IOException(rootMessage(e), e);
        } finally {
            writer.ifPresent(file -> file.setRetry(cause -> false));
        }
    }

    /**
     * Copies the file as the last commit left it. Call it on the thread that commits. What another thread changes meanwhile
     * is not in the copy.
     *
     * @param copy created if absent, accessible to its owner only; incomplete if this throws
     * @throws IOException if it cannot be written, or the file cannot be read
     */
    public void copyTo(Path copy) throws IOException {
        PatientFileStore file = writer.orElseThrow();
        OwnerOnly.createFile(copy);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            file.copyTo(channel);
        } catch (MVStoreException e) {
            throw new IOException(rootMessage(e), e);
        }
    }

    /**
     * Returns whether most of the file is space that nothing uses any more, so that {@link #closeSmall} is worth its time. A
     * state that is small anyway is never wasteful.
     */
    public boolean isWasteful() {
        FileStore<?> file = store.getFileStore();
        if (file == null || file.size() < WORTH_SHRINKING_BYTES) {
            return false;
        }
        long used = file.size() * file.getFillRate() / PERCENT * file.getChunksFillRate() / PERCENT;
        return used < file.size() / 2;
    }

    /**
     * Closes as {@link #close} does, and puts a file in the place of this one that has the same maps and nothing else. Takes
     * some seconds for a hundred megabytes. If it breaks off, or fails, the file is as it was.
     *
     * @param file the path of this file
     */
    public void closeSmall(Path file) {
        Path small = file.resolveSibling(file.getFileName() + ".small");
        try {
            commit(cause -> false);
            Files.deleteIfExists(small);
            OwnerOnly.createFile(small);
            keepOwner(file, small);
            copyMaps(small);
            close();
            try (FileChannel channel = FileChannel.open(small, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(small, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | MVStoreException e) {
            LOG.warn("{} was not made smaller ({}); all that is in it is there", name, rootMessage(e));
            close();
            delete(small);
        }
    }

    /** The system's administrator may close a file of another user. */
    private static void keepOwner(Path file, Path small) throws IOException {
        UserPrincipal owner = Files.getOwner(file);
        if (!owner.equals(Files.getOwner(small))) {
            Files.setOwner(small, owner);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }

    /** H2 would copy whole pages, but reads the file again for it, and in a way that may miss the last commit. */
    private void copyMaps(Path small) {
        MVStore target = unwritten(small.toString(), Secret.NONE).compress().open();
        try {
            target.setRetentionTime(0);
            target.setVersionsToKeep(0);
            int copied = 0;
            for (String map : store.getMapNames()) {
                MVMap<Object, Object> to = target.openMap(map);
                Cursor<Object, Object> from = store.<Object, Object>openMap(map).cursor(null);
                while (from.hasNext()) {
                    to.put(from.next(), from.getValue());
                    if (++copied % COPIED_AT_ONCE == 0) {
                        target.commit();
                    }
                }
            }
            target.commit();
            target.close(0);
        } catch (RuntimeException e) {
            target.closeImmediately();
            throw e;
        }
    }

    /**
     * Commits and closes, without H2's compaction, which loses live data before 2.4.240 (H2 issue 4247) and
     * violates its own assertions (4086). Idempotent.
     */
    public void close() {
        try {
            store.close(0);
        } catch (MVStoreException e) {
            LOG.warn("{} did not close cleanly; all committed changes are in it: {}", name, rootMessage(e));
            store.closeImmediately();
        }
    }

    /** Closes without writing. */
    public void abandon() {
        store.closeImmediately();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // H2 appends its version and an error number in brackets.
        String message = String.valueOf(root.getMessage());
        int suffix = message.lastIndexOf(" [2.");
        return suffix < 0 ? message : message.substring(0, suffix);
    }
}
