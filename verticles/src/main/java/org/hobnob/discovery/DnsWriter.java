package org.hobnob.discovery;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one message. */
final class DnsWriter {
    private static final int AUTHORITATIVE_RESPONSE = 0x8400;
    private static final int INTERNET = 1;
    /** What was known of the name before is replaced (RFC 6762, 10.2). */
    private static final int UNIQUE = 0x8000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private DnsWriter() {}

    static byte[] bytes(DnsMessage message) {
        DnsWriter writer = new DnsWriter();
        try {
            writer.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.bytes.toByteArray();
    }

    private void write(DnsMessage message) throws IOException {
        out.writeShort(0);
        out.writeShort(message.isResponse() ? AUTHORITATIVE_RESPONSE : 0);
        out.writeShort(message.questions().size());
        out.writeShort(message.records().size());
        out.writeInt(0);
        for (DnsMessage.Question question : message.questions()) {
            name(question.name());
            out.writeShort(question.type());
            out.writeShort(INTERNET);
        }
        for (DnsRecord one : message.records()) {
            record(one);
        }
    }

    private void record(DnsRecord one) throws IOException {
        name(one.name());
        DnsWriter data = new DnsWriter();
        out.writeShort(data.data(one));
        out.writeShort(one instanceof DnsRecord.Pointer ? INTERNET : INTERNET | UNIQUE);
        out.writeInt((int) one.ttlS());
        out.writeShort(data.bytes.size());
        data.bytes.writeTo(out);
    }

    /** Writes what is special to the record's type, and returns the type. */
    private int data(DnsRecord one) throws IOException {
        if (one instanceof DnsRecord.Pointer pointer) {
            name(pointer.target());
            return DnsRecord.PTR;
        }
        if (one instanceof DnsRecord.Service service) {
            out.writeInt(0);
            out.writeShort(service.port());
            name(service.host());
            return DnsRecord.SRV;
        }
        if (one instanceof DnsRecord.Text text) {
            for (byte[] string : text.strings()) {
                out.writeByte(string.length);
                out.write(string);
            }
            return DnsRecord.TXT;
        }
        out.write(((DnsRecord.Address) one).address());
        return DnsRecord.A;
    }

    private void name(DnsName name) throws IOException {
        for (String label : name.labels()) {
            byte[] utf8 = DnsName.bytes(label);
            out.writeByte(utf8.length);
            out.write(utf8);
        }
        out.writeByte(0);
    }
}
