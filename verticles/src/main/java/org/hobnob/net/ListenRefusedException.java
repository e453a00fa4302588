package org.hobnob.net;

import java.net.BindException;
import java.net.UnknownHostException;

/** A server cannot listen at its configured address. The message says why and what to do next. */
public final class ListenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param transport such as {@code TCP}
     * @param flag the command-line flag that selects another port
     * @param cause the system's error
     */
    public ListenRefusedException(String transport, String host, int port, String flag, Throwable cause) {
        super("cannot listen on " + transport + " " + host + ":" + port + ", " + explain(cause, flag), cause);
    }

    private static String explain(Throwable cause, String flag) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "because the name is unknown: name an address of this machine with --host";
        }
        if (cause instanceof BindException && said.contains("in use")) {
            return "because another program does: stop it, or choose another port with " + flag;
        }
        if (cause instanceof BindException) {
            return "because this is not an address of this machine (" + said + "): name one with --host";
        }
        return "because the system refused (" + said + "): choose another port with " + flag + ", 1024 or above";
    }
}
