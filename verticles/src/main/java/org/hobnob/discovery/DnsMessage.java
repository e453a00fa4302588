package org.hobnob.discovery;

import java.util.List;
import java.util.Optional;

/**
 * A message of multicast DNS (RFC 6762, 18).
 *
 * @param isResponse whether it answers or announces; otherwise it asks
 * @param records those of all sections, in their order
 */
record DnsMessage(boolean isResponse, List<Question> questions, List<DnsRecord> records) {
    /** A datagram of multicast DNS is no longer (RFC 6762, 17). */
    static final int MAX_BYTES = 9_000;

    static final int MAX_QUESTIONS = 64;
    static final int MAX_RECORDS = 256;

    /** @param type one of those in {@link DnsRecord}, or another */
    record Question(DnsName name, int type) {}

    DnsMessage {
        questions = List.copyOf(questions);
        records = List.copyOf(records);
    }

    static DnsMessage asking(Question question) {
        return new DnsMessage(false, List.of(question), List.of());
    }

    static DnsMessage telling(List<DnsRecord> records) {
        return new DnsMessage(true, List.of(), records);
    }

    /** Reads a datagram; empty if it is malformed, too long, or has more of anything than is bounded here. */
    static Optional<DnsMessage> read(byte[] datagram) {
        return datagram.length > MAX_BYTES ? Optional.empty() : new DnsReader(datagram).message();
    }

    /** Writes the message; names are not compressed. */
    byte[] bytes() {
        return DnsWriter.bytes(this);
    }
}
