package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Links that somebody typed, pasted or scanned (SPEC 2.8). */
public final class JoinLinkFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        Optional<JoinLink> link = JoinLink.of(new String(input, StandardCharsets.UTF_8));
        link.ifPresent(read -> {
            String written = read.toString();
            assertTrue(written.matches("[!-~]+"), "a link is printable ASCII");
            assertEquals(link, JoinLink.of(written), "what was read is read the same again");
        });
    }

    @Override
    public List<byte[]> seeds() {
        return Vectors.read("join-links.txt", 3).stream()
                .map(row -> Vectors.unquote(row.column(1)).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
