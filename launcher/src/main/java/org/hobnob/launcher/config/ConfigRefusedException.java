package org.hobnob.launcher.config;

/** The settings are invalid. The message names the key, where it was set, and what to do next. */
public final class ConfigRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean onCommandLine;

    ConfigRefusedException(boolean onCommandLine, String message) {
        super(message);
        this.onCommandLine = onCommandLine;
    }

    /** Creates a refusal of what a file or a variable says. */
    public ConfigRefusedException(String message) {
        this(false, message);
    }

    /** Whether a command line flag is wrong, rather than a file or a variable. */
    public boolean onCommandLine() {
        return onCommandLine;
    }
}
