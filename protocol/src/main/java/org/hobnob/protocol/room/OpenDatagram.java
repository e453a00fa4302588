package org.hobnob.protocol.room;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.UserName;

/**
 * A datagram of the original programs, in rooms and in private: {@code name: text} (SPEC 8.7). Anyone can send one
 * in anyone's name, including the registry's {@code System}. The text is unsafe to show; it must be passed through
 * SafeText first (SPEC 2.4).
 *
 * @param sender the claimed sender; empty for {@code System}
 * @param text the text after the name; may be empty
 */
public record OpenDatagram(Optional<UserName> sender, String text) {
    /** The longest datagram that an original peer reads completely, in bytes. */
    public static final int MAX_BYTES = 1_024;

    private static final String SYSTEM = "System";
    private static final String SEPARATOR = ": ";
    private static final Pattern JOINED = Pattern.compile("User ([A-Za-z0-9_-]{1,32}) joined!");
    private static final Pattern LEFT = Pattern.compile("User ([A-Za-z0-9_-]{1,32}) left\\.");

    /** @throws IllegalArgumentException if the text is not valid Unicode or the datagram would be too long */
    public OpenDatagram {
        Objects.requireNonNull(sender);
        boolean unicode = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!unicode || text.getBytes(StandardCharsets.UTF_8).length > maxTextBytes(sender)) {
            throw new IllegalArgumentException("the text is invalid or does not fit into one datagram");
        }
    }

    /** Returns the longest text after that sender's name, in bytes of UTF-8. */
    public static int maxTextBytes(Optional<UserName> sender) {
        return MAX_BYTES - nameOf(sender).length() - SEPARATOR.length();
    }

    /** Returns what an original peer sends when it enters a room. */
    public static OpenDatagram joined(UserName user) {
        return new OpenDatagram(Optional.empty(), "User " + user + " joined!");
    }

    /** Returns what an original peer sends when it leaves a room. */
    public static OpenDatagram left(UserName user) {
        return new OpenDatagram(Optional.empty(), "User " + user + " left.");
    }

    /** Returns the user who has entered the room, if this datagram says so. */
    public Optional<UserName> whoJoined() {
        return who(JOINED);
    }

    /** Returns the user who has left the room, if this datagram says so. */
    public Optional<UserName> whoLeft() {
        return who(LEFT);
    }

    /**
     * Parses a datagram. Bytes that are not UTF-8 become U+FFFD. Bytes after the first {@value #MAX_BYTES} are
     * dropped, as by the original, and so are characters that no longer fit because of such a replacement.
     *
     * @return empty if the datagram does not start with a name, or is a native one
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

    /** Returns the encoded datagram, at most {@value #MAX_BYTES} bytes. */
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
