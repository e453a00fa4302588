package org.hobnob.registry.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hobnob.files.OwnerOnly;

/**
 * Lines in {@value #NAME}, each on the disk before {@link #append} returns. When the file has grown to its bound it becomes
 * {@code audit.1.jsonl}, that one {@code audit.2.jsonl}, and so on; the oldest is deleted. A line is there whole or not at
 * all. Only the owner of the files can read them. Thread-safe, and safe among processes; blocks.
 */
public final class AuditFile implements AuditLines {
    static final String NAME = "audit.jsonl";

    /** Held while a line is written: commands write beside a registry that runs. */
    private static final String LOCK = "audit.lock";

    /** How large a file becomes, in bytes. */
    static final int MAX_BYTES = 4 << 20;

    /** How many files there are, the one that is written to among them. */
    static final int FILES = 10;

    private final Path folder;
    private final int maxBytes;
    private final Opener opener;

    /** Opens the file that is written to; tests put one in its place that a full disk has. */
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }

    /** @param folder the data folder of a registry, which exists */
    public AuditFile(Path folder) {
        this(folder, MAX_BYTES, AuditFile::opened);
    }

    AuditFile(Path folder, int maxBytes, Opener opener) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.opener = opener;
    }

    static FileChannel opened(Path file) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnly.createFolders(file.toAbsolutePath().getParent());
            OwnerOnly.createFile(file);
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }

    @Override
    @SuppressWarnings("try") // The lock is there to be held.
    public void append(String line) throws IOException {
        // File locks are of the whole process, and one that it holds already cannot be taken again.
        synchronized (AuditFile.class) {
            OwnerOnly.createFolders(folder.toAbsolutePath());
            try (FileChannel lock = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                appendLocked(line);
            }
        }
    }

    private void appendLocked(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(NAME);
        if (Files.exists(file) && Files.size(file) + bytes.length > maxBytes) {
            rotate();
        }
        try (FileChannel channel = opener.open(file)) {
            long end = endOfLastLine(channel);
            try {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                channel.position(end);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        }
    }

    /** A kill in the midst of a write leaves a part of a line, of which nobody was told that it is written. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == '\n') {
                break;
            }
            end--;
        }
        if (end < channel.size()) {
            channel.truncate(end);
        }
        return end;
    }

    private void rotate() throws IOException {
        Files.deleteIfExists(earlier(FILES - 1));
        for (int i = FILES - 2; i >= 0; i--) {
            if (Files.exists(earlier(i))) {
                Files.move(earlier(i), earlier(i + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path earlier(int number) {
        return folder.resolve(number == 0 ? NAME : "audit." + number + ".jsonl");
    }

    @Override
    public List<String> latest(int most) throws IOException {
        synchronized (AuditFile.class) {
            return lastOfAll(most);
        }
    }

    private List<String> lastOfAll(int most) throws IOException {
        Deque<String> found = new ArrayDeque<>();
        for (int i = 0; i < FILES && found.size() < most; i++) {
            if (Files.exists(earlier(i))) {
                lastLines(earlier(i), most - found.size()).descendingIterator().forEachRemaining(found::addFirst);
            }
        }
        return new ArrayList<>(found);
    }

    private static Deque<String> lastLines(Path file, int most) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        // Unlike Files.lines, this reads on where a kill has cut a character in two.
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.addLast(line);
                if (lines.size() > most) {
                    lines.removeFirst();
                }
            }
        }
        return lines;
    }
}
