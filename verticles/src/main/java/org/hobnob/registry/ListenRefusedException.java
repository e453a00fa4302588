package org.hobnob.registry;

import java.net.BindException;
import java.net.UnknownHostException;

/** The registry cannot listen where it was told to; the message says why and what to do next. */
public final class ListenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param transport such as {@code TCP}
     * @param flag how another port is asked for
     * @param cause what the system said
     */
    public ListenRefusedException(String transport, String host, int port, String flag, Throwable cause) {
        super(
                "cannot listen on " + transport + " " + host + ":" + port + " (" + reason(cause) + "): " + advice(cause)
                        + " " + flag,
                cause);
    }

    private static String reason(Throwable cause) {
        return cause instanceof UnknownHostException ? "unknown host" : String.valueOf(cause.getMessage());
    }

    private static String advice(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "name an address of this machine with --host, and a port with";
        }
        boolean inUse = cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
        return inUse
                ? "stop the program that uses the port, or choose another with"
                : "name an address of this machine with --host, or choose another port with";
    }
}
