package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.UserName;

/** SPEC 14.3: requests about mailboxes. The vectors check how they are spelt. */
class NativeMailboxTest {
    private static final List<Command> COMMANDS = List.of(
            Command.PUT_PREKEYS,
            Command.TAKE_PREKEY,
            Command.PUT_LETTER,
            Command.FETCH_LETTERS,
            Command.DROP_LETTERS,
            Command.ALLOW_MAIL);

    @Property(tries = 1000)
    void noWordsMakeTheReadersThrow(@ForAll List<String> words) {
        for (Command command : COMMANDS) {
            NativeRequests.parse(new NativeLine("1", command.name(), words, Map.of("token", "x", "after", "-")));
            List<String> reply = Stream.concat(Stream.of("<SUCCESS>", "<200>"), words.stream())
                    .toList();
            NativeReplies.parse(new NativeLine("1", command.name(), reply, Map.of()), command);
        }
    }

    @Example
    void longestLinesFit() {
        byte[] longest = new byte[Letter.MAX_BYTES];
        longest[0] = 1;
        Letter letter = Letter.parse(longest).orElseThrow();
        Optional<PutToken> token = PutToken.of("0a".repeat(16));
        Request put = new Request.PutLetter(new UserName("u".repeat(32)), letter, token);
        assertTrue(NativeRequests.print("t".repeat(16), put).print().length() <= Limits.LINE_BYTES);
    }

    @Example
    void tokenDoesNotPrintItself() {
        PutToken token = PutToken.of("0a".repeat(16)).orElseThrow();
        assertFalse(token.toString().contains("0a0a"));
        assertEquals(32, token.hash().length());
    }
}
