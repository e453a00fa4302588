package org.hobnob.protocol.wire;

import org.hobnob.protocol.message.Reason;

/** What a {@link LineFramer} cuts out of a stream. */
public sealed interface Frame {
    /** One line, without its terminator: valid UTF-8 without control characters. */
    record Line(String text) implements Frame {
        /** Shows no text: it may hold secrets. */
        @Override
        public String toString() {
            return "Line[" + text.length() + " characters]";
        }
    }

    /**
     * A line that was thrown away.
     *
     * @param tag what the answer to it bears (SPEC 3.1), {@link NativeLine#UNREADABLE} where its own cannot be read
     * @param reason why it was thrown away
     */
    record Rejected(String tag, Reason reason) implements Frame {}
}
