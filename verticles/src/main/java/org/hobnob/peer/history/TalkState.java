package org.hobnob.peer.history;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a conversation stands.
 *
 * @param label as in {@link Talk}
 * @param last the number of its newest line
 * @param lastMs when that was taken
 * @param seen the number of the newest line when this user was there last; lower than any line's if never
 * @param seenMs when that was; 0 if never
 * @param open whether the user has not closed it
 */
public record TalkState(String label, long last, long lastMs, long seen, long seenMs, boolean open) {
    private static final int FIXED_BYTES = 4 * Long.BYTES + 1;
    private static final int LONGEST = 1_024;

    byte[] encode() {
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + name.length)
                .putLong(last)
                .putLong(lastMs)
                .putLong(seen)
                .putLong(seenMs)
                .put((byte) (open ? 1 : 0))
                .put(name)
                .array();
    }

    /** @param bytes null for none; damaged ones count as none */
    static Optional<TalkState> decode(byte[] bytes) {
        if (bytes == null || bytes.length < FIXED_BYTES || bytes.length > FIXED_BYTES + LONGEST) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long last = in.getLong();
        long lastMs = in.getLong();
        long seen = in.getLong();
        long seenMs = in.getLong();
        boolean open = in.get() == 1;
        try {
            String label = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return Optional.of(new TalkState(label, last, lastMs, seen, seenMs, open));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
