package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.junit.jupiter.api.Test;

/** The native test vectors: each line has exactly the meaning, and each meaning exactly the line, that its file says. */
class NativeVectorsTest {
    private final Set<Class<?>> seen = new HashSet<>();

    @Test
    void requestsAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("native-requests.txt", 3)) {
            check(row, row.column(1), row.column(2), NativeRequests::parse, NativeRequests::print);
        }
        seen.add(Request.ListRosters.class);
        assertSeen(Request.class);
    }

    @Test
    void repliesAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("native-replies.txt", 4)) {
            Command asked = Command.valueOf(row.column(1));
            check(row, row.column(2), row.column(3), line -> NativeReplies.parse(line, asked), NativeReplies::print);
        }
        seen.add(Reply.Rosters.class);
        assertSeen(Reply.class);
    }

    @Test
    void noticesAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("native-notices.txt", 3)) {
            check(
                    row,
                    row.column(1),
                    row.column(2),
                    NativeNotices::parse,
                    (tag, notice) -> NativeNotices.print(notice));
        }
        assertSeen(Notice.class);
    }

    @Test
    void peerLinesAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("native-peer.txt", 4)) {
            switch (row.column(1)) {
                case "message" ->
                    check(
                            row,
                            row.column(2),
                            row.column(3),
                            NativePeer::parseMessage,
                            (String tag, PeerMessage message) -> NativePeer.print(tag, message));
                case "reply" ->
                    check(
                            row,
                            row.column(2),
                            row.column(3),
                            NativePeer::parseReply,
                            (String tag, PeerReply reply) -> NativePeer.print(tag, reply));
                default -> fail(row.name());
            }
        }
        assertSeen(PeerMessage.class);
        assertSeen(PeerReply.class);
    }

    private interface Print<T> {
        NativeLine line(String tag, T message);
    }

    private <T> void check(
            Vectors.Row row, String text, String outcome, Function<NativeLine, Parsed<T>> parse, Print<T> print) {
        NativeLine line = NativeLine.parse(text).orElse(null);
        if (line == null) {
            assertEquals(outcome, "unreadable @" + NativeLine.tagOf(text), row.name());
            return;
        }
        Parsed<T> parsed = parse.apply(line);
        assertEquals(outcome, describe(parsed, outcome.startsWith("read ") ? "read " : "ok "), row.name());
        if (parsed instanceof Parsed.Valid<T> valid) {
            seen.add(valid.value().getClass());
            String printed = print.line(line.tag(), valid.value()).print();
            if (outcome.startsWith("ok ")) {
                assertEquals(text, printed, row.name());
            } else {
                assertNotEquals(text, printed, row.name());
            }
        }
    }

    private static String describe(Parsed<?> parsed, String prefix) {
        if (parsed instanceof Parsed.Invalid<?> invalid) {
            return "bad " + invalid.command() + " " + invalid.reason().word();
        }
        return prefix + Meaning.of((Record) ((Parsed.Valid<?>) parsed).value());
    }

    private void assertSeen(Class<?> sealed) {
        for (Class<?> type : Arrays.asList(sealed.getPermittedSubclasses())) {
            assertEquals(true, seen.contains(type), "no vector of " + type.getSimpleName());
        }
    }
}
