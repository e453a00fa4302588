package org.hobnob.protocol.wire;

import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;

/**
 * The result of parsing text from outside.
 *
 * @param <T> the expected type
 */
public sealed interface Parsed<T> {
    /** The text was valid. */
    record Valid<T>(T value) implements Parsed<T> {}

    /**
     * The text was invalid.
     *
     * @param command the command that it seems to be, {@link Command#UNKNOWN} if that is not known
     */
    record Invalid<T>(Command command, Reason reason) implements Parsed<T> {}
}
