package org.hobnob.peer.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;

/** A small text file that only its owner can read. It is always written as a whole, and durably. Blocking. */
final class OwnerFile {
    private final Path path;

    /** @param path the file; its folder is created with mode 0700 on the first write */
    OwnerFile(Path path) {
        this.path = path;
    }

    /**
     * Returns the lines of the file; empty if there is no file. Bytes that are not UTF-8 become U+FFFD, so that they
     * cost their own line only.
     *
     * @throws UncheckedIOException if it exists and cannot be read
     */
    List<String> lines() {
        try {
            return Files.exists(path)
                    ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the text of the file; empty if there is no file.
     *
     * @param maxBytes how much to read; the rest is ignored
     * @throws UncheckedIOException if it exists and cannot be read
     */
    Optional<String> text(int maxBytes) {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Optional.of(new String(in.readNBytes(maxBytes), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns whether others may access the file in any way; false if there is no file or the file system does not
     * protect files.
     *
     * @throws UncheckedIOException if it cannot be determined
     */
    boolean isOpenToOthers() {
        try {
            return Files.exists(path) && OwnerOnly.isOpenToOthers(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replaces the content of the file.
     *
     * @throws UncheckedIOException if that fails; the earlier content is kept
     */
    void replace(String text) {
        write(
                text,
                draft -> Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Creates the file unless it exists. If several programs do that at the same time, only one succeeds.
     *
     * @return whether it was created
     * @throws UncheckedIOException if it cannot be created
     */
    boolean create(String text) {
        if (Files.exists(path)) {
            return false;
        }
        try {
            write(text, this::link);
            return true;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileAlreadyExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** A link, unlike a move, never replaces a file that another program created first. */
    private void link(Path draft) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException noLinksHere) {
            Files.move(draft, path);
        }
    }

    private interface Publication {
        void publish(Path draft) throws IOException;
    }

    private void write(String text, Publication publication) {
        Path folder = path.toAbsolutePath().getParent();
        try {
            OwnerOnly.createFolders(folder);
            Path draft = OwnerOnly.createDraft(folder, path.getFileName().toString(), ".new");
            try {
                writeDurably(draft, text);
                publication.publish(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeDurably(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        if (OwnerOnly.isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
