package org.hobnob.launcher.bench.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EchoMainTest {
    private static String answer(String line) {
        return EchoMain.answer(Buffer.buffer(line)).toString();
    }

    @Test
    void answerHasTheTagOfItsLine() {
        assertEquals("@q <PONG> <200> <OK>\n".split(" ")[0], answer("@q PING").split(" ")[0]);
    }

    @Test
    void answerIsLongerByWhatIsAskedFor() {
        int plain = answer("@q PING").length();

        assertEquals(plain + 4_000, answer("@q PING bytes=4000").length());
        assertEquals(
                plain + EchoMain.MOST_BYTES, answer("@q PING bytes=99999999").length());
    }
}
