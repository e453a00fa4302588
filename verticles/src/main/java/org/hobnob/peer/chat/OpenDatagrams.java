package org.hobnob.peer.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.text.SafeText;

/** Encodes a message as the open datagrams that original peers read (SPEC 8.7). */
public final class OpenDatagrams {
    private OpenDatagrams() {}

    /**
     * Encodes a message.
     *
     * @return one datagram for each line of the text, or several if a line is too long for one; the text is
     *     sanitized, because original peers print it as it arrives
     */
    public static List<OpenDatagram> of(UserName sender, ChatText text) {
        int maxBytes = OpenDatagram.maxTextBytes(Optional.of(sender));
        List<OpenDatagram> datagrams = new ArrayList<>();
        text.text()
                .replace('\t', ' ')
                .lines()
                .map(SafeText::of)
                .forEach(line -> cut(line, maxBytes)
                        .forEach(part -> datagrams.add(new OpenDatagram(Optional.of(sender), part))));
        return datagrams;
    }

    private static List<String> cut(String line, int maxBytes) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        do {
            int end = end(line, from, maxBytes);
            // A cut may separate a joiner from the characters that it joins, so sanitize again.
            parts.add(SafeText.of(line.substring(from, end)));
            from = end;
        } while (from < line.length());
        return parts;
    }

    /** Returns where to cut the line: after the last space that fits, or else after the last character that fits. */
    private static int end(String line, int from, int maxBytes) {
        int bytes = 0;
        int behindBlank = from;
        int at = from;
        while (at < line.length()) {
            String character = Character.toString(line.codePointAt(at));
            bytes += SafeText.utf8Length(character);
            if (bytes > maxBytes) {
                return behindBlank > from ? behindBlank : at;
            }
            at += character.length();
            behindBlank = character.equals(" ") ? at : behindBlank;
        }
        return at;
    }
}
