package org.hobnob.registry.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** The two messages of a SCRAM exchange, with a line feed between them. */
public final class ScramFuzz implements FuzzTarget {
    private static final ScramCredential CREDENTIAL = ScramCredential.of("user", "pencil", new byte[16]);

    @Override
    public void parse(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        ScramConversation conversation = new ScramConversation(CREDENTIAL, "3rfcNHYJY1ZVvWVs7j");
        conversation.challenge(Arrays.copyOf(input, end));
        Optional<byte[]> answer =
                conversation.verify(Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
        assertEquals(Optional.empty(), answer, "nobody without the password is let in");
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(("n,,n=user,r=rOprNGfwEbeRWgbNEkqO\n"
                        + "c=biws,r=rOprNGfwEbeRWgbNEkqO3rfcNHYJY1ZVvWVs7j,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int maxBytes() {
        return 1_200;
    }
}
