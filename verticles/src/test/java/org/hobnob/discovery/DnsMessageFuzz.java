package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.text.SafeText;

/** What anybody on the network says to whoever looks for a registry. */
public final class DnsMessageFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        DnsMessage.read(input).ifPresent(message -> {
            assertTrue(message.questions().size() <= DnsMessage.MAX_QUESTIONS);
            assertTrue(message.records().size() <= DnsMessage.MAX_RECORDS);
            List<Announced> all = Announced.in(message);
            assertTrue(all.size() <= Announced.MOST_IN_A_MESSAGE);
            all.forEach(DnsMessageFuzz::check);
        });
    }

    private static void check(Announced read) {
        assertTrue(SafeText.isSafe(read.name()));
        DnsMessage again = DnsMessage.read(read.message(120).bytes()).orElseThrow();
        assertEquals(List.of(read), Announced.in(again), "what was read is announced the same");
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                AnnouncedTest.lab3().message(120).bytes(),
                DnsMessage.asking(new DnsMessage.Question(Announced.TYPE, DnsRecord.PTR))
                        .bytes());
    }

    @Override
    public int maxBytes() {
        return DnsMessage.MAX_BYTES;
    }
}
