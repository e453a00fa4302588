package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The registry that a profile was connected to last: the file {@code last-registry}, 0600. Blocking. */
public final class LastRegistry {
    private static final int LONGEST = 300;

    private final OwnerFile file;

    /** @param folder the profile's; made with 0700 when something is first written */
    public LastRegistry(Path folder) {
        file = new OwnerFile(folder.resolve("last-registry"));
    }

    /**
     * Its address as it was remembered; empty where there is none.
     *
     * @throws UncheckedIOException where the file is there and cannot be read
     */
    public Optional<String> find() {
        return file.lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.length() <= LONGEST)
                .findFirst();
    }

    /**
     * Remembers it in the place of an earlier one.
     *
     * @param address {@code HOST:PORT}
     * @throws UncheckedIOException where the file cannot be written
     */
    public void remember(String address) {
        if (!find().equals(Optional.of(address))) {
            file.replace(address + "\n");
        }
    }
}
