package org.hobnob.registry.bridge;

import java.io.IOException;

/** The bridge cannot be opened; the message says what to do. */
public final class BridgeRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    BridgeRefusedException(String message) {
        super(message);
    }

    BridgeRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
