package org.hobnob.discovery;

import java.util.List;

/**
 * A resource record (RFC 1035, 3.2), as far as finding registries needs it. Others are passed over when a message is
 * read.
 */
sealed interface DnsRecord {
    int A = 1;
    int PTR = 12;
    int TXT = 16;
    int SRV = 33;
    int ANY = 255;

    /** The name that the record is about. */
    DnsName name();

    /** For how many seconds it is good; 0 takes it back. */
    long ttlS();

    /** @param target a service of the type {@code name} */
    record Pointer(DnsName name, long ttlS, DnsName target) implements DnsRecord {}

    /** @param host where the service {@code name} runs */
    record Service(DnsName name, long ttlS, int port, DnsName host) implements DnsRecord {}

    /** @param strings of 0 to 255 bytes each */
    record Text(DnsName name, long ttlS, List<byte[]> strings) implements DnsRecord {}

    /** @param address 4 bytes */
    record Address(DnsName name, long ttlS, byte[] address) implements DnsRecord {}
}
