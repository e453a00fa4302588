package org.hobnob.launcher.bench.hostile.client;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;

/**
 * Where the server under attack is, as words for another process.
 *
 * @param host its IP address
 * @param port its TCP port
 * @param udpPort its UDP port
 * @param otherPorts the other TCP ports at which its process listens
 * @param pin the key that it must present
 * @param engine the TLS implementation of its clients
 */
public record Place(String host, int port, int udpPort, List<Integer> otherPorts, Optional<Pin> pin, TlsEngine engine) {
    private static final String ANY = "any";
    private static final String NONE = "none";

    public Place {
        otherPorts = List.copyOf(otherPorts);
    }

    /** The words that {@link #of} reads. */
    public List<String> words() {
        return List.of(
                host,
                Integer.toString(port),
                Integer.toString(udpPort),
                otherPorts.isEmpty()
                        ? NONE
                        : otherPorts.stream().map(Object::toString).collect(Collectors.joining(",")),
                pin.map(Pin::hex).orElse(ANY),
                engine.name());
    }

    /** Reads what {@link #words} made. */
    public static Place of(List<String> words) {
        return new Place(
                words.get(0),
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                ports(words.get(3)),
                Pin.parse(words.get(4)),
                TlsEngine.valueOf(words.get(5)));
    }

    private static List<Integer> ports(String word) {
        return word.equals(NONE)
                ? List.of()
                : Stream.of(word.split(",")).map(Integer::valueOf).toList();
    }
}
