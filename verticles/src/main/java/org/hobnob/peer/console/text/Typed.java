package org.hobnob.peer.console.text;

import java.util.Locale;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Parses what a person typed; invalid input is refused. */
public final class Typed {
    private Typed() {}

    /** Parses a user name, with or without {@code @}. */
    public static String user(String word, Reason otherwise) {
        return UserName.of(word.startsWith("@") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    /** Parses a room name, with or without {@code #}. */
    public static String room(String word, Reason otherwise) {
        return RoomName.of(word.startsWith("#") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    /** Parses a room's capacity; 0 for the registry's limit. */
    public static int capacity(String word) {
        if (!word.matches("[0-9]{1,6}")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return Integer.parseInt(word);
    }

    public static String password(String word) {
        return PasswordHash.ofPassword(word).hex();
    }

    /** Parses the room password in a command; {@code -} for none. */
    public static Optional<String> roomPassword(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(password(word));
    }

    /** Parses what is said, which is not too long. */
    public static MessageBody body(String text) {
        return MessageBody.of(ChatText.of(text).orElseThrow(() -> new RefusalException(Reason.MALFORMED)));
    }

    /** Returns what to tell the user if the text is too long to be sent; otherwise empty. */
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
