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

/** A small text file that only its owner reads, written as a whole and durably. Blocking. */
final class OwnerFile {
    private final Path path;

    /** @param path its folder is made with 0700 when something is first written */
    OwnerFile(Path path) {
        this.path = path;
    }

    /**
     * Its lines; none where there is no file.
     *
     * @throws UncheckedIOException where it is there and cannot be read
     */
    List<String> lines() {
        try {
            return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Its text; empty where there is no file.
     *
     * @param maxBytes what is beyond is left unread
     * @throws UncheckedIOException where it is there and cannot be read
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
     * Whether others than its owner may do anything with it; false where there is no file or the file system has no
     * notion of that.
     *
     * @throws UncheckedIOException where that cannot be told
     */
    boolean isOpenToOthers() {
        try {
            return Files.exists(path) && OwnerOnly.isOpenToOthers(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the text in the place of what was there.
     *
     * @throws UncheckedIOException where that is not possible; the earlier content stays
     */
    void replace(String text) {
        write(
                text,
                draft -> Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Makes the file, unless it is there: of several programs that make it at a time one succeeds.
     *
     * @return whether it was made
     * @throws UncheckedIOException where that is not possible
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

    /** A link, unlike a move, never replaces what another program was faster to make. */
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
