package org.hobnob.peer.console.conversation;

import java.util.Locale;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room that this user is in, or a chat with another user.
 *
 * @param kind room or chat
 * @param name as first written; compared without regard to case
 */
public record Conversation(Kind kind, String name) {
    /** Rooms have any number of members, chats have two. */
    public enum Kind {
        ROOM('#'),
        CHAT('@');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    public static Conversation room(String name) {
        return new Conversation(Kind.ROOM, name);
    }

    public static Conversation chat(String name) {
        return new Conversation(Kind.CHAT, name);
    }

    /** Parses a label: {@code #} and a room's name, or {@code @} and a user's. */
    public static Optional<Conversation> ofLabel(String label) {
        String name = label.isEmpty() ? "" : label.substring(1);
        if (label.startsWith("#")) {
            return RoomName.of(name).map(room -> room(name));
        }
        return label.startsWith("@") ? UserName.of(name).map(user -> chat(name)) : Optional.empty();
    }

    public boolean isRoom() {
        return kind == Kind.ROOM;
    }

    /** Returns {@code #room} or {@code @user}. */
    public String label() {
        return kind.sign + name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conversation that && kind == that.kind && name.equalsIgnoreCase(that.name);
    }

    @Override
    public int hashCode() {
        return name.toLowerCase(Locale.ROOT).hashCode();
    }
}
