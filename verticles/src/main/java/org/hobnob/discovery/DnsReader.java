package org.hobnob.discovery;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one message. Each datagram is read once, front to back; names point backwards only, so that reading ends. */
final class DnsReader {
    private static final int RESPONSE = 0x8000;
    /** The operation and the response code: both are 0 in multicast DNS, and other messages are ignored. */
    private static final int OTHER_PURPOSES = 0x780f;

    private static final int POINTER = 0xc0;
    private static final int POINTER_BITS = 0x3fff;
    private static final int MAX_JUMPS = 16;
    private static final int CLASS_BITS = 0x7fff;
    private static final int INTERNET = 1;
    private static final int ANY_CLASS = 255;
    private static final int ADDRESS_BYTES = 4;

    /** The message is malformed. Never leaves this class. */
    private static final class Malformed extends RuntimeException {
        Malformed() {
            super(null, null, false, false);
        }
    }

    private final ByteBuffer in;

    DnsReader(byte[] datagram) {
        in = ByteBuffer.wrap(datagram);
    }

    /** Returns the message; empty if it is malformed. To be called once. */
    Optional<DnsMessage> message() {
        try {
            return read();
        } catch (Malformed | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private Optional<DnsMessage> read() {
        in.getShort();
        int flags = unsigned();
        int questions = unsigned();
        int records = unsigned() + unsigned() + unsigned();
        if ((flags & OTHER_PURPOSES) != 0 || questions > DnsMessage.MAX_QUESTIONS || records > DnsMessage.MAX_RECORDS) {
            return Optional.empty();
        }
        List<DnsMessage.Question> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            DnsName name = name(in);
            int type = unsigned();
            if (isInternet(unsigned())) {
                asked.add(new DnsMessage.Question(name, type));
            }
        }
        List<DnsRecord> told = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            record().ifPresent(told::add);
        }
        return Optional.of(new DnsMessage((flags & RESPONSE) != 0, asked, told));
    }

    private int unsigned() {
        return Short.toUnsignedInt(in.getShort());
    }

    /** The highest bit has another meaning in multicast DNS (RFC 6762, 18.12 and 18.13). */
    private static boolean isInternet(int classAndBit) {
        int named = classAndBit & CLASS_BITS;
        return named == INTERNET || named == ANY_CLASS;
    }

    private Optional<DnsRecord> record() {
        DnsName name = name(in);
        int type = unsigned();
        boolean internet = isInternet(unsigned());
        long ttlS = Integer.toUnsignedLong(in.getInt());
        int length = unsigned();
        if (length > in.remaining()) {
            throw new Malformed();
        }
        int end = in.position() + length;
        // The data may point to names before it, but not end beyond its length.
        ByteBuffer data = in.duplicate().limit(end);
        in.position(end);
        return internet ? Optional.ofNullable(record(name, type, ttlS, data)) : Optional.empty();
    }

    private static DnsRecord record(DnsName name, int type, long ttlS, ByteBuffer data) {
        return switch (type) {
            case DnsRecord.PTR -> new DnsRecord.Pointer(name, ttlS, name(data));
            case DnsRecord.SRV -> {
                data.getInt();
                int port = Short.toUnsignedInt(data.getShort());
                yield new DnsRecord.Service(name, ttlS, port, name(data));
            }
            case DnsRecord.TXT -> new DnsRecord.Text(name, ttlS, strings(data));
            case DnsRecord.A -> {
                if (data.remaining() != ADDRESS_BYTES) {
                    throw new Malformed();
                }
                byte[] address = new byte[ADDRESS_BYTES];
                data.get(address);
                yield new DnsRecord.Address(name, ttlS, address);
            }
            default -> null;
        };
    }

    private static List<byte[]> strings(ByteBuffer data) {
        List<byte[]> strings = new ArrayList<>();
        while (data.hasRemaining()) {
            byte[] one = new byte[Byte.toUnsignedInt(data.get())];
            data.get(one);
            strings.add(one);
        }
        return strings;
    }

    /** Reads a name, which may go on at an earlier place (RFC 1035, 4.1.4); the buffer is behind it afterwards. */
    private static DnsName name(ByteBuffer from) {
        List<String> labels = new ArrayList<>();
        ByteBuffer at = from;
        int start = from.position();
        int bytes = 1;
        int jumps = 0;
        while (true) {
            int length = Byte.toUnsignedInt(at.get());
            if (length == 0) {
                return new DnsName(labels);
            }
            if ((length & POINTER) == POINTER) {
                int to = (length << 8 | Byte.toUnsignedInt(at.get())) & POINTER_BITS;
                if (to >= start || ++jumps > MAX_JUMPS) {
                    throw new Malformed();
                }
                at = from.duplicate().position(to);
                start = to;
                continue;
            }
            bytes += 1 + length;
            if (length > DnsName.MAX_LABEL_BYTES || bytes > DnsName.MAX_BYTES) {
                throw new Malformed();
            }
            byte[] label = new byte[length];
            at.get(label);
            labels.add(new String(label, StandardCharsets.UTF_8));
        }
    }
}
