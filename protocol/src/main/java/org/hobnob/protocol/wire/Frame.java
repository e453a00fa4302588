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

    /** A line that was thrown away, and why. */
    record Rejected(Reason reason) implements Frame {}
}
