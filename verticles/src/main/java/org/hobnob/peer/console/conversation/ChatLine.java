package org.hobnob.peer.console.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.text.Mentions;
import org.hobnob.peer.console.text.Role;

/**
 * A message, ready to be shown.
 *
 * @param where the conversation
 * @param who {@code you} or the sender's name; empty for the other user of a chat
 * @param text the message, sanitized
 * @param note how the message arrived or was sent; may be empty
 * @param role whose message it is, or that it failed
 * @param mentions the parts of the text that are meant for this user, in order
 * @param at when it arrived; empty for now
 */
public record ChatLine(
        Conversation where,
        String who,
        String text,
        String note,
        Role role,
        List<Mentions.Span> mentions,
        Optional<Instant> at) {
    private static final String MENTION = "mention";

    public ChatLine {
        mentions = List.copyOf(mentions);
    }

    /** A line of now that mentions nobody. */
    public ChatLine(Conversation where, String who, String text, String note, Role role) {
        this(where, who, text, note, role, List.of(), Optional.empty());
    }

    /** Returns the line with these parts meant for this user, which the note says too. */
    public ChatLine mentioning(List<Mentions.Span> parts) {
        String noted = parts.isEmpty() ? note : note.isEmpty() ? MENTION : note + ", " + MENTION;
        return new ChatLine(where, who, text, noted, role, parts, at);
    }

    /** Returns the line as one that arrived then. */
    public ChatLine arrived(Instant then) {
        return new ChatLine(where, who, text, note, role, mentions, Optional.of(then));
    }

    /** Returns the line without escape sequences. */
    public String plain() {
        String name = who.isEmpty() ? "" : who + ": ";
        return "[" + where.label() + "] " + name + text + (note.isEmpty() ? "" : "  (" + note + ")");
    }
}
