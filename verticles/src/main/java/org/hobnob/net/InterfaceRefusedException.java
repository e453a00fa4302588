package org.hobnob.net;

/** No network interface can be used as asked; the message says which there are and what to do next. */
public final class InterfaceRefusedException extends RuntimeException {
    InterfaceRefusedException(String message) {
        super(message);
    }

    InterfaceRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
