package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.Pin;

/**
 * The registries that a profile trusts: the file {@code registries}, 0600, one {@code HOST:PORT KEY} a line (SPEC 13).
 * Blocking.
 */
public final class KnownRegistries {
    private static final String FILE = "registries";

    private final OwnerFile file;

    /** @param folder the profile's; made with 0700 when something is first written */
    public KnownRegistries(Path folder) {
        file = new OwnerFile(folder.resolve(FILE));
    }

    /**
     * The key trusted for the registry at that address.
     *
     * @param address {@code HOST:PORT}
     * @throws UncheckedIOException where the file is there and cannot be read
     */
    public Optional<Pin> find(String address) {
        return Optional.ofNullable(read().get(address)).flatMap(Pin::parse);
    }

    /**
     * Trusts the key for that address from now on, in the place of an earlier one.
     *
     * @throws UncheckedIOException where the file cannot be written; the earlier content stays
     */
    public void remember(String address, Pin pin) {
        Map<String, String> known = read();
        known.put(address, pin.toString());
        String text = known.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue() + "\n")
                .collect(Collectors.joining());
        file.replace(text);
    }

    private Map<String, String> read() {
        Map<String, String> known = new LinkedHashMap<>();
        file.lines().stream()
                .map(line -> line.strip().split("\\s+", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> known.put(words[0], words[1]));
        return known;
    }
}
