package org.hobnob.launcher.cli;

import java.util.Objects;
import org.hobnob.launcher.config.ConfigRefusedException;
import org.hobnob.net.InterfaceRefusedException;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.peer.profile.ProfileRefusedException;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.registry.secrets.SecretsRefusedException;
import org.hobnob.registry.store.RestoreUnfinishedException;
import org.hobnob.registry.store.SchemaTooNewException;
import org.hobnob.registry.store.backup.BackupRefusedException;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.registry.store.original.OriginalMissingException;
import org.slf4j.LoggerFactory;

/**
 * How a command failed.
 *
 * @param exitCode the exit status
 * @param message one line for the user
 */
public record Failure(ExitCode exitCode, String message) {
    public Failure {
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(message, "message");
    }

    /** The message and exit status for an exception. An unexpected one is logged with its stack trace. */
    public static Failure of(Throwable cause) {
        if (cause instanceof UserFacingException told) {
            return new Failure(told.exitCode(), told.getMessage());
        }
        if (cause instanceof ConfigRefusedException refused) {
            return new Failure(refused.onCommandLine() ? ExitCode.USAGE : ExitCode.USER_FIXABLE, refused.getMessage());
        }
        if (cause instanceof StoreRefusedException
                || cause instanceof SecretsRefusedException
                || cause instanceof SchemaTooNewException
                || cause instanceof RestoreUnfinishedException
                || cause instanceof BackupRefusedException
                || cause instanceof OriginalMissingException
                || cause instanceof ProfileRefusedException
                || cause instanceof InterfaceRefusedException
                || cause instanceof ListenRefusedException) {
            return new Failure(ExitCode.USER_FIXABLE, cause.getMessage());
        }
        LoggerFactory.getLogger(Failure.class).error("not foreseen", cause);
        return new Failure(
                ExitCode.INTERNAL,
                "a fault of the program: " + cause + "; the log on stderr has the details, please report them");
    }

    /**
     * Prints the message to stderr as one line.
     *
     * @return the exit status
     */
    public int tell() {
        System.err.println("hobnob: " + SafeText.of(message.replaceAll("\\s*\\R\\s*", " ")));
        return exitCode.number();
    }
}
