package org.hobnob.protocol.body;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/**
 * What one message says, in a direct chat or in a room (SPEC 7.2).
 *
 * @param text the text, which is all that earlier peers show; unsafe to show
 * @param saidAt when its sender said it, in milliseconds since 1970 by the sender's clock; empty if
 *     unknown
 * @param action whether the text tells what the sender does, as in {@code * dana waves}
 * @param replyTo the message that this one answers, if any
 * @param file the file that this message offers, if any
 * @param edits the sender's earlier message that this one replaces, if any
 * @param reaction the message to which this one is a reaction, if any
 * @param history whether members may hand it over to those who come later (SPEC 15)
 */
public record MessageBody(
        ChatText text,
        OptionalLong saidAt,
        boolean action,
        Optional<ReplyTo> replyTo,
        Optional<FileOffer> file,
        Optional<MessageId> edits,
        Optional<Reaction> reaction,
        boolean history)
        implements Body {
    /** The longest encoding, in bytes; every body fits. */
    public static final int MAX_BYTES = 4_096;

    /** @throws IllegalArgumentException if the time is out of range */
    public MessageBody {
        Objects.requireNonNull(text);
        Objects.requireNonNull(replyTo);
        Objects.requireNonNull(file);
        Objects.requireNonNull(edits);
        Objects.requireNonNull(reaction);
        if (saidAt.isPresent() && !UnixTime.isValid(saidAt.getAsLong())) {
            throw new IllegalArgumentException("not a time: " + saidAt.getAsLong());
        }
    }

    /** A body that is not handed over to those who come later. */
    public MessageBody(
            ChatText text,
            OptionalLong saidAt,
            boolean action,
            Optional<ReplyTo> replyTo,
            Optional<FileOffer> file,
            Optional<MessageId> edits,
            Optional<Reaction> reaction) {
        this(text, saidAt, action, replyTo, file, edits, reaction, false);
    }

    /** Returns a body with nothing but a text. */
    public static MessageBody of(ChatText text) {
        return new MessageBody(
                text,
                OptionalLong.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the body that tells what the sender does, or empty if it is too long or says nothing. */
    public static Optional<MessageBody> action(UserName sender, String deed) {
        return deed.isBlank()
                ? Optional.empty()
                : ChatText.of(actionPrefix(sender) + deed)
                        .map(text -> new MessageBody(
                                text,
                                OptionalLong.empty(),
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    /** Returns the same body with the time when it was said, in milliseconds since 1970. */
    public MessageBody saidAt(long ms) {
        return new MessageBody(text, OptionalLong.of(ms), action, replyTo, file, edits, reaction, history);
    }

    /** Returns the same body as an answer to that message. */
    public MessageBody inReplyTo(ReplyTo message) {
        return new MessageBody(text, saidAt, action, Optional.of(message), file, edits, reaction, history);
    }

    /** Returns the same body, which may be handed over to those who come later or not. */
    public MessageBody withHistory(boolean isHandedOver) {
        return new MessageBody(text, saidAt, action, replyTo, file, edits, reaction, isHandedOver);
    }

    /**
     * Returns whether the text is shown by itself, as what that sender does. An action that tells of somebody else is
     * shown as the sender's words.
     */
    public boolean isActionOf(UserName sender) {
        return action
                && text.text()
                        .regionMatches(
                                true,
                                0,
                                actionPrefix(sender),
                                0,
                                actionPrefix(sender).length());
    }

    private static String actionPrefix(UserName sender) {
        return "* " + sender.shown() + " ";
    }
}
