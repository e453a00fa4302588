package org.hobnob.protocol.wire;

import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;

/**
 * The outcome of parsing text from outside.
 *
 * @param <T> what was expected
 */
public sealed interface Parsed<T> {
    /** The text meant this. */
    record Valid<T>(T value) implements Parsed<T> {}

    /**
     * The text meant nothing.
     *
     * @param command what it seems to have asked for, {@link Command#UNKNOWN} where that is not known
     */
    record Invalid<T>(Command command, Reason reason) implements Parsed<T> {}
}
