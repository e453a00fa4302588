package org.hobnob.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.text.SafeText;

/**
 * A registry as it is announced (SPEC 2.9). Anybody can announce anything.
 *
 * @param name what it is called, safe to show; empty if it has no name
 * @param address where it listens
 * @param port the port of its TLS door, 1 to 65535
 * @param key the key that it says it shows
 */
public record Announced(String name, Inet4Address address, int port, Pin key) {
    /** The type of the service. */
    static final DnsName TYPE = DnsName.of("_hobnob._tcp.local");

    /** Under this name, types of services are listed (RFC 6763, 9). */
    static final DnsName TYPES = DnsName.of("_services._dns-sd._udp.local");

    static final int MAX_NAME_CHARS = 40;
    static final int MOST_IN_A_MESSAGE = 16;
    private static final String VERSION = "1";
    private static final int LABEL_NAME_CHARS = 8;

    /** @throws IllegalArgumentException if the port is invalid */
    public Announced {
        name = shortened(SafeText.of(name));
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(key, "key");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port of a registry");
        }
    }

    private static String shortened(String text) {
        int[] points = text.strip().codePoints().limit(MAX_NAME_CHARS).toArray();
        return new String(points, 0, points.length).strip();
    }

    /** The service's own name: readable, and no other registry's, since no other has its address and port. */
    DnsName instance() {
        String plain = name.replaceAll("[^A-Za-z0-9 _-]", "").strip();
        String begin = plain.isEmpty() ? "hobnob" : plain.substring(0, Math.min(LABEL_NAME_CHARS, plain.length()));
        return TYPE.under(begin + " " + dashed() + "-" + port);
    }

    DnsName host() {
        return DnsName.of("hobnob-" + dashed() + ".local");
    }

    private String dashed() {
        return address.getHostAddress().replace('.', '-');
    }

    /**
     * Returns the message that announces it.
     *
     * @param ttlS for how many seconds that is good; 0 takes an announcement back
     */
    DnsMessage message(long ttlS) {
        List<byte[]> text = new ArrayList<>();
        text.add(bytes("version=" + VERSION));
        text.add(bytes("key=" + key.plain()));
        if (!name.isEmpty()) {
            text.add(bytes("name=" + name));
        }
        return DnsMessage.telling(List.of(
                new DnsRecord.Pointer(TYPE, ttlS, instance()),
                new DnsRecord.Service(instance(), ttlS, port, host()),
                new DnsRecord.Text(instance(), ttlS, text),
                new DnsRecord.Address(host(), ttlS, address.getAddress())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the registries that a message announces completely: service, text and address; at most 16. */
    static List<Announced> in(DnsMessage message) {
        return message.isResponse()
                ? records(message, DnsRecord.Service.class).stream()
                        .filter(service -> service.name().isChildOf(TYPE) && service.port() > 0)
                        .limit(MOST_IN_A_MESSAGE)
                        .flatMap(service -> of(service, message).stream())
                        .limit(MOST_IN_A_MESSAGE)
                        .toList()
                : List.of();
    }

    private static List<Announced> of(DnsRecord.Service service, DnsMessage message) {
        Optional<DnsRecord.Text> text = records(message, DnsRecord.Text.class).stream()
                .filter(one -> one.name().equals(service.name()))
                .findFirst();
        Optional<Pin> key = text.flatMap(one -> value(one, "key")).flatMap(Pin::parse);
        String name = text.flatMap(one -> value(one, "name")).orElse("");
        return key.isEmpty()
                ? List.of()
                : records(message, DnsRecord.Address.class).stream()
                        .filter(one -> one.name().equals(service.host()))
                        .map(one -> new Announced(name, address(one), service.port(), key.get()))
                        .toList();
    }

    /** Those that are not being taken back. */
    private static <T extends DnsRecord> List<T> records(DnsMessage message, Class<T> type) {
        return message.records().stream()
                .filter(one -> type.isInstance(one) && one.ttlS() > 0)
                .map(type::cast)
                .collect(Collectors.toList());
    }

    private static Inet4Address address(DnsRecord.Address record) {
        try {
            return (Inet4Address) InetAddress.getByAddress(record.address());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 bytes is one", e);
        }
    }

    /** Keys are of any case; of two the first counts (RFC 6763, 6.4). */
    private static Optional<String> value(DnsRecord.Text text, String key) {
        String start = key + "=";
        return text.strings().stream()
                .map(one -> new String(one, StandardCharsets.UTF_8))
                .filter(one -> one.regionMatches(true, 0, start, 0, start.length()))
                .map(one -> one.substring(start.length()))
                .findFirst();
    }
}
