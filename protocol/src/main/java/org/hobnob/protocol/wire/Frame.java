package org.hobnob.protocol.wire;

import org.hobnob.protocol.message.Reason;

/** A frame that a {@link LineFramer} cuts out of a stream. */
public sealed interface Frame {
    /** One line without its terminator: valid UTF-8 without control characters. */
    record Line(String text) implements Frame {
        /** Omits the text, which may contain secrets. */
        @Override
        public String toString() {
            return "Line[" + text.length() + " characters]";
        }
    }

    /**
     * A line that was rejected.
     *
     * @param tag the tag to answer under (SPEC 3.1); {@link NativeLine#UNREADABLE} if the line's own cannot be read
     * @param reason why it was rejected
     */
    record Rejected(String tag, Reason reason) implements Frame {}
}
