package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Records of the original dialect (SPEC 5). */
public final class OriginalDialectFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (byte[] read : OriginalDialect.reads(input)) {
            assertTrue(read.length <= Limits.ORIGINAL_READ_BYTES);
            OriginalDialect.parse(read);
            together.writeBytes(read);
        }
        assertArrayEquals(input, together.toByteArray(), "nothing of a record is lost");
    }

    @Override
    public List<byte[]> seeds() {
        return Vectors.read("original.txt", 4).stream()
                .map(row -> Vectors.unquote(row.column(2)).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
