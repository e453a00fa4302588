package org.hobnob.launcher.config;

/** The settings cannot be used; the message names the key, where it was set, and what to do next. */
public final class ConfigRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean onCommandLine;

    ConfigRefusedException(boolean onCommandLine, String message) {
        super(message);
        this.onCommandLine = onCommandLine;
    }

    ConfigRefusedException(String message) {
        this(false, message);
    }

    /** Whether a flag is at fault, and no file or variable. */
    public boolean onCommandLine() {
        return onCommandLine;
    }
}
