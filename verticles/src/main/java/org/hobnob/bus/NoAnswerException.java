package org.hobnob.bus;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Nobody answered a request in time: what it asks for may have been done, or may be done yet. */
public final class NoAnswerException extends RefusalException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException() {
        super(Reason.UNAVAILABLE);
    }
}
