package org.hobnob.peer.line;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** No connection to a user's peer could be made, though the registry says that the user is online, and where. */
public final class NoConnectionException extends RefusalException {
    private static final long serialVersionUID = 1L;

    NoConnectionException() {
        super(Reason.UNAVAILABLE);
    }
}
