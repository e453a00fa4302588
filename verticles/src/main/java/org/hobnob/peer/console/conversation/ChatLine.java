package org.hobnob.peer.console.conversation;

import org.hobnob.peer.console.text.Role;

/**
 * A message, ready to be shown.
 *
 * @param where the conversation
 * @param who {@code you} or the sender's name; empty for the other user of a chat
 * @param text the message, sanitized
 * @param note how the message arrived or was sent; may be empty
 * @param role whose message it is, or that it failed
 */
public record ChatLine(Conversation where, String who, String text, String note, Role role) {
    /** Returns the line without escape sequences. */
    public String plain() {
        String name = who.isEmpty() ? "" : who + ": ";
        return "[" + where.label() + "] " + name + text + (note.isEmpty() ? "" : "  (" + note + ")");
    }
}
