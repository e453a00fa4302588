package org.hobnob.peer.console.text;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** A registry shows another key than the one that is trusted, so that nothing was sent to it. */
public final class OtherKeyException extends RefusalException {
    private static final long serialVersionUID = 1L;

    private final String shown;

    /** @param shown the key that it shows, in full */
    public OtherKeyException(String shown) {
        super(Reason.NOT_YOURS);
        this.shown = shown;
    }

    String shown() {
        return shown;
    }
}
