package org.hobnob.peer.console.conversation;

import org.hobnob.peer.console.text.Role;

/**
 * Something said, ready to be shown.
 *
 * @param where the conversation
 * @param who {@code you}, or the sender's name; empty for the other one of a chat
 * @param text what was said, made safe
 * @param note how it came or where it went; may be empty
 * @param role whose words they are, or that something went wrong with them
 */
public record ChatLine(Conversation where, String who, String text, String note, Role role) {
    /** The whole as one line without any escape. */
    public String plain() {
        String name = who.isEmpty() ? "" : who + ": ";
        return "[" + where.label() + "] " + name + text + (note.isEmpty() ? "" : "  (" + note + ")");
    }
}
