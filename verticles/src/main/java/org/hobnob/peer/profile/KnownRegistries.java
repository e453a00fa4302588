package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registries that a profile trusts: the file {@code registries}, mode 0600, with lines {@code HOST:PORT KEY}
 * (SPEC 13). Registries with the same key serve the same users. Blocking.
 */
public final class KnownRegistries {
    private static final Logger LOG = LoggerFactory.getLogger(KnownRegistries.class);
    private static final String FILE = "registries";

    /** The most addresses per key; old ones are dropped. */
    private static final int MOST_OF_ONE = 32;

    private final OwnerFile file;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param folder the profile's folder; created with mode 0700 on the first write */
    public KnownRegistries(Path folder) {
        file = new OwnerFile(folder.resolve(FILE));
    }

    /**
     * Returns the key trusted for the registry at that address.
     *
     * @param address {@code HOST:PORT}
     * @throws UncheckedIOException if the file exists and cannot be read
     */
    public Optional<Pin> find(String address) {
        return Optional.ofNullable(read().get(address)).flatMap(Pin::parse);
    }

    /**
     * Trusts the key for that address, in place of an earlier one.
     *
     * @throws UncheckedIOException if the file cannot be written; the earlier content is kept
     */
    public void remember(String address, Pin pin) {
        write(List.of(address), pin);
    }

    /**
     * Trusts the key for each of these addresses, except those known for another registry.
     *
     * @throws UncheckedIOException if the file cannot be written; the earlier content is kept
     */
    public void remember(List<HostPort> addresses, Pin pin) {
        Map<String, String> known = read();
        List<String> fresh = addresses.stream()
                .map(HostPort::toString)
                .filter(address -> !known.containsKey(address))
                .toList();
        if (!fresh.isEmpty()) {
            write(fresh, pin);
        }
    }

    /**
     * Returns the addresses of the registries with that key, the one known longest first.
     *
     * @throws UncheckedIOException if the file exists and cannot be read
     */
    public List<HostPort> of(Pin pin) {
        return read().entrySet().stream()
                .filter(entry -> Pin.parse(entry.getValue()).equals(Optional.of(pin)))
                .flatMap(entry -> HostPort.of(entry.getKey()).stream())
                .toList();
    }

    private void write(List<String> addresses, Pin pin) {
        Map<String, String> known = read();
        addresses.forEach(address -> known.put(address, pin.toString()));
        // Keep the first one: its address names the registry in the profile.
        List<HostPort> same = known.entrySet().stream()
                .filter(entry -> entry.getValue().equals(pin.toString()) && !addresses.contains(entry.getKey()))
                .flatMap(entry -> HostPort.of(entry.getKey()).stream())
                .skip(1)
                .toList();
        same.stream()
                .limit(Math.max(0, same.size() + 1 + addresses.size() - MOST_OF_ONE))
                .forEach(old -> known.remove(old.toString()));
        String text = known.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue() + "\n")
                .collect(Collectors.joining());
        file.replace(text);
    }

    private Map<String, String> read() {
        Map<String, String> known = new LinkedHashMap<>();
        for (String line : file.lines()) {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2 && Pin.parse(words[1]).isPresent()) {
                known.put(words[0], words[1]);
            } else if (!line.isBlank() && told.add(line)) {
                LOG.warn(
                        "a line of the file {} cannot be read, that of {}: its key counts as new; compare it, or restore"
                                + " the file from a copy",
                        FILE,
                        words[0]);
            }
        }
        return known;
    }
}
