package org.hobnob.launcher.cli;

/** The exit status of a command. The numbers are fixed, because scripts rely on them. */
public enum ExitCode {
    /** Success; also after SIGTERM or Ctrl-C of a registry or a store that closed cleanly. */
    OK(0),
    /** A problem that the user can fix: a setting, a port in use, a folder. */
    USER_FIXABLE(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The network, the registry or its database does not answer. */
    NETWORK(3),
    /** The registry's key is not the trusted one. */
    UNTRUSTED_KEY(4),
    /** Too many attempts in a short time. */
    RATE_LIMITED(5),
    /** The registry refused the login. */
    LOGIN_REFUSED(6),
    /** The message is queued until its recipient comes online. */
    QUEUED(7),
    /** Only some of the recipients have received the message. */
    PARTLY_DELIVERED(8),
    /** A bench was less than three quarters as fast as the one that it is compared with. */
    SLOWER(9),
    /** A fault in the program. */
    INTERNAL(70),
    /** Interrupted by Ctrl-C before it was done. */
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
