package org.hobnob.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Asks on one network which registries are there: at once, after a second, and then ever more seldom. */
final class AskingStation implements Station {
    private static final byte[] QUESTION = DnsMessage.asking(new DnsMessage.Question(Announced.TYPE, DnsRecord.PTR))
            .bytes();
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long MOST_PAUSE_MS = 60_000;

    private final Predicate<Inet4Address> isHere;
    private final BiConsumer<Announced, InetAddress> found;
    private final int port;
    private long dueAtMs;
    private long pauseMs = FIRST_PAUSE_MS;

    /**
     * @param isHere whether an address belongs to this network; registries announced with others are ignored
     * @param found takes what is announced, and the sender's address
     * @param port from which answers come; others are ignored (RFC 6762, 11)
     */
    AskingStation(Predicate<Inet4Address> isHere, BiConsumer<Announced, InetAddress> found, int port, long nowMs) {
        this.isHere = isHere;
        this.found = found;
        this.port = port;
        dueAtMs = nowMs;
    }

    static byte[] question() {
        return QUESTION.clone();
    }

    @Override
    public void heard(byte[] datagram, InetSocketAddress from, long nowMs) {
        if (from.getPort() == port) {
            DnsMessage.read(datagram)
                    .ifPresent(message -> Announced.in(message).stream()
                            .filter(one -> isHere.test(one.address()))
                            .forEach(one -> found.accept(one, from.getAddress())));
        }
    }

    @Override
    public long dueAtMs() {
        return dueAtMs;
    }

    @Override
    public Optional<byte[]> due(long nowMs) {
        if (nowMs < dueAtMs) {
            return Optional.empty();
        }
        dueAtMs = nowMs + pauseMs;
        pauseMs = Math.min(2 * pauseMs, MOST_PAUSE_MS);
        return Optional.of(QUESTION);
    }

    @Override
    public Optional<byte[]> last() {
        return Optional.empty();
    }
}
