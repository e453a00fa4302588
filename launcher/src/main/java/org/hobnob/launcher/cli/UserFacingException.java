package org.hobnob.launcher.cli;

import java.util.Objects;

/** Ends the command with one line for the user, which says what is wrong and what to do next. */
public final class UserFacingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * @param exitCode the command's exit status
     * @param message one line, without secrets
     */
    public UserFacingException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** As {@link #UserFacingException(ExitCode, String)}, with a cause, which may be null. */
    public UserFacingException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
    }

    /** The command's exit status. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
