package org.hobnob.protocol.message;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;
import org.junit.jupiter.api.Test;

/** What logs somebody in, or speaks for a session, never shows in a toString. */
class SecretsTest {
    private static final List<String> SECRETS = List.of(
            Examples.PASSWORD.hex(),
            Examples.CREDENTIALS.token().text(),
            Examples.CREDENTIALS.keepAliveKey().revealHex(),
            HexFormat.of().formatHex(Examples.CHAIN.key()));

    @Test
    void secretValuesDoNotPrint() {
        assertSilent(Examples.PASSWORD);
        assertSilent(Examples.CREDENTIALS.token());
        assertSilent(Examples.CREDENTIALS.keepAliveKey());
        assertSilent(Examples.CREDENTIALS);
    }

    @Test
    void messagesWithSecretsDoNotPrintThem() {
        Examples.requests().forEach(SecretsTest::assertSilent);
        Examples.replies().forEach(SecretsTest::assertSilent);
        Examples.peerMessages().forEach(SecretsTest::assertSilent);
        Examples.peerReplies().forEach(SecretsTest::assertSilent);
        Examples.requests().forEach(request -> assertSilent(new Parsed.Valid<>(request)));
        Examples.peerMessages().forEach(message -> assertSilent(new Parsed.Valid<>(message)));
    }

    @Test
    void linesWithSecretsDoNotPrintThem() {
        for (Request request : Examples.requests()) {
            if (!(request instanceof Request.ListRosters)) {
                assertLineSilent(NativeRequests.print("1", request));
            }
        }
        for (Reply reply : Examples.replies()) {
            if (!(reply instanceof Reply.Rosters)) {
                assertLineSilent(NativeReplies.print("1", reply));
            }
        }
        Examples.peerMessages().forEach(message -> assertLineSilent(NativePeer.print("1", message)));
        Examples.peerReplies().forEach(reply -> assertLineSilent(NativePeer.print("1", reply)));
    }

    private static void assertLineSilent(NativeLine line) {
        assertSilent(line);
        byte[] bytes = (line.print() + "\n").getBytes(StandardCharsets.UTF_8);
        assertSilent(new LineFramer(8_192).feed(bytes));
    }

    private static void assertSilent(Object value) {
        for (String secret : SECRETS) {
            assertFalse(value.toString().contains(secret), value.getClass().getName());
        }
    }
}
