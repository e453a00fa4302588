package org.hobnob.protocol.room;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;

/** Splits messages into parts that fit a datagram (SPEC 8.2); {@link Reassembly} joins them. */
public final class Fragments {
    /** The longest code point, in bytes of UTF-8. */
    private static final int CODE_POINT_BYTES = 4;

    private Fragments() {}

    /**
     * Splits a message into parts, each as long as possible.
     *
     * @param maxBytes the longest part in bytes of UTF-8, {@value #CODE_POINT_BYTES} to {@link
     *     Fragment#MAX_TEXT_BYTES}
     * @return at least one part
     * @throws IllegalArgumentException if {@code maxBytes} is out of range, or so low that {@link
     *     Fragment#MAX_COUNT} parts do not suffice; from 222 on they always do
     */
    public static List<Fragment> of(MessageId id, ChatText text, int maxBytes) {
        if (maxBytes < CODE_POINT_BYTES || maxBytes > Fragment.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("parts of " + maxBytes + " bytes");
        }
        List<String> parts = cut(text.text(), maxBytes);
        List<Fragment> fragments = new ArrayList<>(parts.size());
        for (String part : parts) {
            fragments.add(new Fragment(id, fragments.size(), parts.size(), part));
        }
        return fragments;
    }

    private static List<String> cut(String text, int maxBytes) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : CODE_POINT_BYTES;
            if (bytes + size > maxBytes) {
                parts.add(text.substring(start, at));
                start = at;
                bytes = 0;
            }
            bytes += size;
            at += Character.charCount(c);
        }
        parts.add(text.substring(start));
        return parts;
    }
}
