package org.hobnob.net;

/** No usable network interface was found. The message lists the interfaces and says what to do next. */
public final class InterfaceRefusedException extends RuntimeException {
    InterfaceRefusedException(String message) {
        super(message);
    }

    InterfaceRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
