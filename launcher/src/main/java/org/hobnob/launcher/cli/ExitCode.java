package org.hobnob.launcher.cli;

/** What the command's exit status says; the numbers are fixed, scripts rely on them. */
public enum ExitCode {
    /** All went well; also after SIGTERM or Ctrl-C of a registry or a store, which then closed cleanly. */
    OK(0),
    /** Something that the user can put right: a setting, a port in use, a folder. */
    USER_FIXABLE(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The network, the registry or its database does not answer. */
    NETWORK(3),
    /** The registry's key is not the trusted one. */
    UNTRUSTED_KEY(4),
    /** Too many tries in a short time. */
    RATE_LIMITED(5),
    /** The registry refused the login. */
    LOGIN_REFUSED(6),
    /** The message waits for its recipient. */
    QUEUED(7),
    /** Some of the recipients have the message. */
    PARTLY_DELIVERED(8),
    /** A fault of the program itself. */
    INTERNAL(70),
    /** Ctrl-C ended it before it was done. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The exit status, 0 to 255. */
    public int number() {
        return number;
    }
}
