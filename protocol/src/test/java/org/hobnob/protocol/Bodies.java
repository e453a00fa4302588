package org.hobnob.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hobnob.protocol.body.FileOffer;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.Reaction;
import org.hobnob.protocol.body.ReplyTo;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** Arbitrary bodies of messages, and some at the limits. */
public final class Bodies {
    private Bodies() {}

    public static Arbitrary<MessageBody> any() {
        Arbitrary<OptionalLong> times = Arbitraries.longs()
                .between(0, UnixTime.LAST_MS)
                .optional()
                .map(time -> time.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        Arbitrary<ReplyTo> replies = Combinators.combine(Values.users(), Values.ids(), Values.texts(120))
                .as((user, id, quote) -> ReplyTo.quoting(user, id, quote));
        Arbitrary<Reaction> reactions = Combinators.combine(
                        Values.ids(), Arbitraries.of("", "👍", "👩‍👩‍👧‍👦", "\u001b[2J"))
                .as(Reaction::new);
        return Combinators.combine(
                        Values.chatTexts(),
                        times,
                        Arbitraries.of(true, false),
                        replies.optional(),
                        files().optional(),
                        Values.ids().optional(),
                        reactions.optional(),
                        Arbitraries.of(true, false))
                .as(MessageBody::new);
    }

    private static Arbitrary<FileOffer> files() {
        return Combinators.combine(
                        Values.ids(),
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Values.hex(64),
                        Arbitraries.of("notes.txt", "…", ".profile", "x".repeat(200)))
                .as(FileOffer::new);
    }

    /** A body with the longest value in every field. */
    public static MessageBody longest() {
        return longest(new ChatText("x".repeat(ChatText.MAX_BYTES)));
    }

    /** That text with the longest value in every other field. */
    public static MessageBody longest(ChatText text) {
        return new MessageBody(
                text,
                OptionalLong.of(UnixTime.LAST_MS),
                true,
                Optional.of(
                        new ReplyTo(new UserName("a".repeat(32)), Examples.ID, "q".repeat(ReplyTo.MAX_QUOTE_BYTES))),
                Optional.of(new FileOffer(
                        Examples.ID, Long.MAX_VALUE, "0".repeat(64), "n".repeat(FileOffer.MAX_NAME_BYTES))),
                Optional.of(Examples.ID),
                Optional.of(new Reaction(Examples.ID, "r".repeat(Reaction.MAX_BYTES))));
    }

    /** A body of that many bytes, filled up by a field of type 127. */
    public static byte[] withUnknownField(int bytes) {
        int length = bytes - 3 - 1 - 3;
        return ByteBuffer.allocate(bytes)
                .put((byte) 1)
                .putShort((short) 1)
                .put((byte) 'x')
                .put((byte) 127)
                .putShort((short) length)
                .array();
    }
}
