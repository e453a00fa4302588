package org.hobnob.peer.console.text;

import java.util.Locale;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Words that a person typed, as values; what is none is refused. */
public final class Typed {
    private Typed() {}

    /** A user's name, with or without its sign. */
    public static String user(String word, Reason otherwise) {
        return UserName.of(word.startsWith("@") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    /** A room's name, with or without its sign. */
    public static String room(String word, Reason otherwise) {
        return RoomName.of(word.startsWith("#") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    /** Places in a room; 0 for as many as the registry allows. */
    public static int capacity(String word) {
        if (!word.matches("[0-9]{1,6}")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return Integer.parseInt(word);
    }

    public static String password(String word) {
        return PasswordHash.ofPassword(word).hex();
    }

    /** A room's password in a command; {@code -} for none. */
    public static Optional<String> roomPassword(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(password(word));
    }

    /** What to tell the person who would say the text; empty where it may be said. */
    public static Optional<String> tooLong(String text) {
        long bytes = ChatText.size(text);
        return bytes <= ChatText.MAX_BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "too long: %,d of %,d bytes; nothing was sent. Shorten it (the up arrow brings it back), or send it"
                                + " in parts",
                        bytes,
                        ChatText.MAX_BYTES));
    }
}
