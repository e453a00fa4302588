package org.hobnob.discovery;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Announces a registry on one network: twice at the start, and whenever somebody asks, once a second at most (RFC 6762, 6
 * and 8.3).
 */
final class AnnouncingStation implements Station {
    /** For how long an announcement is good. */
    static final long TTL_S = 120;

    private static final long PAUSE_MS = 1_000;

    private final Announced registry;
    private final DnsMessage announcement;
    private long dueAtMs;
    private long nextMs;
    private boolean again = true;

    AnnouncingStation(Announced registry, long nowMs) {
        this.registry = registry;
        announcement = registry.message(TTL_S);
        dueAtMs = nowMs;
        nextMs = nowMs;
    }

    @Override
    public void heard(byte[] datagram, InetSocketAddress from, long nowMs) {
        if (dueAtMs == NEVER && DnsMessage.read(datagram).filter(this::asks).isPresent()) {
            dueAtMs = Math.max(nowMs, nextMs);
        }
    }

    private boolean asks(DnsMessage message) {
        return !message.isResponse() && message.questions().stream().anyMatch(this::isMine) && !isKnown(message);
    }

    private boolean isMine(DnsMessage.Question question) {
        return question.name().equals(Announced.TYPE) && is(question, DnsRecord.PTR)
                || question.name().equals(Announced.TYPES) && is(question, DnsRecord.PTR)
                || question.name().equals(registry.instance())
                        && (is(question, DnsRecord.SRV) || is(question, DnsRecord.TXT))
                || question.name().equals(registry.host()) && is(question, DnsRecord.A);
    }

    private static boolean is(DnsMessage.Question question, int type) {
        return question.type() == type || question.type() == DnsRecord.ANY;
    }

    /** Whoever asks names what it knows already (RFC 6762, 7.1). */
    private boolean isKnown(DnsMessage query) {
        return query.records().stream()
                .anyMatch(one -> one instanceof DnsRecord.Pointer pointer
                        && pointer.ttlS() >= TTL_S / 2
                        && pointer.target().equals(registry.instance()));
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
        nextMs = nowMs + PAUSE_MS;
        dueAtMs = again ? nextMs : NEVER;
        again = false;
        return Optional.of(announcement.bytes());
    }

    @Override
    public Optional<byte[]> last() {
        return Optional.of(registry.message(0).bytes());
    }
}
