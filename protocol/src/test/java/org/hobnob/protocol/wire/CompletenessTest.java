package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Sealed;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.junit.jupiter.api.Test;

/** A message type without a spelling, or a command without an answer, fails here. */
class CompletenessTest {
    @Test
    void everyMessageTypeHasAnExample() {
        assertAllOf(Request.class, Examples.requests());
        assertAllOf(Reply.class, Examples.replies());
        assertAllOf(Notice.class, Examples.notices());
        assertAllOf(PeerMessage.class, Examples.peerMessages());
        assertAllOf(PeerReply.class, Examples.peerReplies());
    }

    private static void assertAllOf(Class<?> sealed, List<?> examples) {
        Set<Class<?>> types = examples.stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Sealed.types(sealed).collect(Collectors.toSet()), types);
    }

    @Test
    void everyRequestHasANativeSpelling() {
        for (Request request : Examples.requests()) {
            if (!(request instanceof Request.ListRosters)) {
                assertEquals(new Parsed.Valid<>(request), NativeRequests.parse(NativeRequests.print("1", request)));
            }
        }
    }

    @Test
    void everyReplyHasANativeSpelling() {
        for (Reply reply : Examples.replies()) {
            if (!(reply instanceof Reply.Rosters)) {
                NativeLine line = NativeReplies.print("1", reply);
                assertEquals(new Parsed.Valid<>(reply), NativeReplies.parse(line, reply.command()));
            }
        }
    }

    @Test
    void everyNoticeHasASpelling() {
        for (Notice notice : Examples.notices()) {
            assertEquals(new Parsed.Valid<>(notice), NativeNotices.parse(NativeNotices.print(notice)));
        }
    }

    @Test
    void everyPeerLineHasASpelling() {
        for (PeerMessage message : Examples.peerMessages()) {
            assertEquals(new Parsed.Valid<>(message), NativePeer.parseMessage(NativePeer.print("1", message)));
        }
        for (PeerReply reply : Examples.peerReplies()) {
            assertEquals(new Parsed.Valid<>(reply), NativePeer.parseReply(NativePeer.print("1", reply)));
        }
    }

    @Test
    void originalOnlyMessagesHaveNoNativeForm() {
        assertThrows(IllegalArgumentException.class, () -> NativeRequests.print("1", new Request.ListRosters()));
        assertThrows(IllegalArgumentException.class, () -> NativeReplies.print("1", new Reply.Rosters(List.of())));
    }

    @Test
    void everyCommandHasARequestAndAReplyName() {
        Set<Command> asked = Examples.requests().stream().map(Request::command).collect(Collectors.toSet());
        for (Command command : Command.values()) {
            assertNotNull(NativeReplies.name(command), command.name());
            assertTrue(command == Command.UNKNOWN || asked.contains(command), command.name());
        }
    }

    @Test
    void everyRefusalHasAFormInBothDialects() {
        for (Command command : Command.values()) {
            for (Reason reason : Reason.values()) {
                Reply refused = new Reply.Refused(command, reason, 0);
                NativeLine line = NativeReplies.print("1", refused);
                assertEquals(new Parsed.Valid<>(refused), NativeReplies.parse(line, command));
                String original = OriginalDialect.print(refused).orElseThrow();
                Optional<Boolean> known = Optional.of(original.split(" ")[2])
                        .map(word -> Set.of("<200>", "<300>", "<404>").contains(word));
                assertEquals(Optional.of(true), known, original);
            }
        }
    }

    @Test
    void reasonIsFoundByItsWord() {
        for (Reason reason : Reason.values()) {
            assertEquals(Optional.of(reason), Reason.ofWord(reason.word()));
            assertEquals(reason.code(), Reason.ofCode(reason.code()).code());
        }
        assertEquals(Reason.INTERNAL, Reason.ofCode(777));
        assertEquals(Optional.empty(), Reason.ofWord(null));
    }

    @Test
    void anErrorWithTheCodeOfSuccessIsNoSuccess() {
        NativeLine line = NativeLine.parse("@1 ERROR <SUCCESS> <200>").orElseThrow();
        for (Command command : Command.values()) {
            assertEquals(new Parsed.Invalid<Reply>(command, Reason.MALFORMED), NativeReplies.parse(line, command));
        }
    }

    @Test
    void theAnswerToAnUnreadableLineCanBeRead() {
        Reply refused = new Reply.Refused(Command.UNKNOWN, Reason.TOO_LONG);
        String text = NativeReplies.print(NativeLine.UNREADABLE, refused).print();
        NativeLine line = NativeLine.parse(text).orElseThrow();
        assertEquals(NativeLine.UNREADABLE, line.tag());
        assertEquals(new Parsed.Valid<>(refused), NativeReplies.parse(line, Command.PING));
    }

    @Test
    void replyCarriesTheTagOfItsRequest() {
        assertEquals("a1", NativeLine.tagOf("@a1 ??"));
        assertEquals("0123456789abcdef", NativeLine.tagOf("@0123456789abcdef"));
        for (String text :
                List.of("", "@", "a1 PING", "@0123456789abcdefg PING", "@a-1 PING", "@! PING", "@? PING", " @a PING")) {
            assertEquals(NativeLine.UNREADABLE, NativeLine.tagOf(text), text);
        }
    }

    @Test
    void aRequestThatCannotBeAnsweredIsMalformed() {
        for (String tag : List.of(NativeLine.NOTICE, NativeLine.UNREADABLE)) {
            NativeLine line = NativeLine.parse("@" + tag + " PING").orElseThrow();
            assertEquals(new Parsed.Invalid<Request>(Command.UNKNOWN, Reason.MALFORMED), NativeRequests.parse(line));
        }
    }
}
