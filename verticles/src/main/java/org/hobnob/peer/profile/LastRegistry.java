package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The registry that a profile was connected to last: the file {@code last-registry}, mode 0600. Blocking. */
public final class LastRegistry {
    private static final int LONGEST = 300;

    private final OwnerFile file;

    /** @param folder the profile's folder; created with mode 0700 on the first write */
    public LastRegistry(Path folder) {
        file = new OwnerFile(folder.resolve("last-registry"));
    }

    /**
     * Returns the stored address; empty if there is none.
     *
     * @throws UncheckedIOException if the file exists and cannot be read
     */
    public Optional<String> find() {
        return file.lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.length() <= LONGEST)
                .findFirst();
    }

    /**
     * Stores the address, in place of an earlier one.
     *
     * @param address {@code HOST:PORT}
     * @throws UncheckedIOException if the file cannot be written
     */
    public void remember(String address) {
        if (!find().equals(Optional.of(address))) {
            file.replace(address + "\n");
        }
    }
}
