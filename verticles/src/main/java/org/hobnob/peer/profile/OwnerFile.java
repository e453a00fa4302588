package org.hobnob.peer.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A small text file that only its owner reads, replaced as a whole. Blocking. */
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
     * Puts the text in the place of what was there.
     *
     * @throws UncheckedIOException where that is not possible; the earlier content stays
     */
    void replace(String text) {
        try {
            ProfileFolder.make(path.getParent());
            String name = path.getFileName().toString();
            Path draft =
                    Files.createTempFile(path.getParent(), name, ".new", ProfileFolder.ownerOnly(path, "rw-------"));
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
