package org.hobnob.protocol.room;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.UserName;

/**
 * The original's datagram, in rooms and in private: {@code name: text} (SPEC 8.7). Anyone can write it in anyone's name,
 * the registry's {@code System} too. The text is not safe to show; what shows it passes it through SafeText (SPEC 2.4).
 *
 * @param sender who says to have sent it; empty for {@code System}
 * @param text what follows the name; may be empty
 */
public record OpenDatagram(Optional<UserName> sender, String text) {
    /** The longest datagram that an original peer reads whole, in bytes. */
    public static final int MAX_BYTES = 1_024;

    private static final String SYSTEM = "System";
    private static final String SEPARATOR = ": ";
    private static final Pattern JOINED = Pattern.compile("User ([A-Za-z0-9_-]{1,32}) joined!");
    private static final Pattern LEFT = Pattern.compile("User ([A-Za-z0-9_-]{1,32}) left\\.");

    /** @throws IllegalArgumentException where the text is no Unicode or the datagram would be too long */
    public OpenDatagram {
        Objects.requireNonNull(sender);
        boolean unicode = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!unicode || text.getBytes(StandardCharsets.UTF_8).length > maxTextBytes(sender)) {
            throw new IllegalArgumentException("not a text that fits one datagram");
        }
    }

    /** The longest text, in bytes of UTF-8, behind that sender's name. */
    public static int maxTextBytes(Optional<UserName> sender) {
        return MAX_BYTES - nameOf(sender).length() - SEPARATOR.length();
    }

    /** What an original peer sends on entering a room. */
    public static OpenDatagram joined(UserName user) {
        return new OpenDatagram(Optional.empty(), "User " + user + " joined!");
    }

    /** What an original peer sends on leaving a room. */
    public static OpenDatagram left(UserName user) {
        return new OpenDatagram(Optional.empty(), "User " + user + " left.");
    }

    /** Who has entered the room, where this says that somebody has. */
    public Optional<UserName> whoJoined() {
        return who(JOINED);
    }

    /** Who has left the room, where this says that somebody has. */
    public Optional<UserName> whoLeft() {
        return who(LEFT);
    }

    /**
     * What the datagram says. Bytes that are no UTF-8 become U+FFFD; bytes that the original would not have read, behind
     * the first {@value #MAX_BYTES}, are dropped, and so are characters that would no longer fit for such a replacement.
     *
     * @return empty where no name comes first, or the datagram is one of Hobnob's own
     */
    public static Optional<OpenDatagram> parse(byte[] datagram) {
        if (RoomHeader.begins(datagram)) {
            return Optional.empty();
        }
        String line = new String(datagram, 0, Math.min(datagram.length, MAX_BYTES), StandardCharsets.UTF_8);
        int end = line.indexOf(SEPARATOR);
        if (end < 0) {
            return Optional.empty();
        }
        String name = line.substring(0, end);
        Optional<UserName> sender = UserName.of(name);
        return sender.isPresent() || name.equals(SYSTEM)
                ? Optional.of(
                        new OpenDatagram(sender, cut(line.substring(end + SEPARATOR.length()), maxTextBytes(sender))))
                : Optional.empty();
    }

    /** The datagram, at most {@value #MAX_BYTES} bytes. */
    public byte[] bytes() {
        return (nameOf(sender) + SEPARATOR + text).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<UserName> who(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return sender.isEmpty() && matcher.matches() ? UserName.of(matcher.group(1)) : Optional.empty();
    }

    private static String nameOf(Optional<UserName> sender) {
        return sender.map(UserName::shown).orElse(SYSTEM);
    }

    private static String cut(String text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
