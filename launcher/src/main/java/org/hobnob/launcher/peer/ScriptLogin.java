package org.hobnob.launcher.peer;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import picocli.CommandLine.Option;

/**
 * Options for logging in without a user present. The password comes from a file or a program, never from the command line.
 */
final class ScriptLogin {
    private static final long COMMAND_S = 60;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "logs in at the start; without --password-command or --password-file by this profile's key,"
                    + " after an earlier login with --stay")
    private String user;

    @Option(
            names = "--password-command",
            paramLabel = "COMMAND",
            description = "the first line that this shell command prints is the password")
    private String command;

    @Option(names = "--password-file", paramLabel = "FILE", description = "the first line of this file is the password")
    private Path file;

    @Option(names = "--stay", description = "with --user: this profile's key logs in from now on, without a password")
    private boolean stay;

    @Option(names = "--signup", description = "with --user: makes the account first")
    private boolean signup;

    /** How to log in with a password; {@code signup} makes the account first. */
    @FunctionalInterface
    interface ByPassword {
        Future<Void> login(UserName user, Password password, boolean signup, boolean stay);
    }

    /** @throws UserFacingException if nobody is named, where nobody can be asked */
    void mustName(String command) {
        if (user == null) {
            throw new UserFacingException(ExitCode.USAGE, command + " needs --user, to log in by itself");
        }
    }

    /** @throws UserFacingException if the options do not fit together */
    void check() {
        boolean hasPassword = command != null || file != null;
        if (user == null && (hasPassword || signup || stay) || command != null && file != null) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--user goes together with either --password-command or --password-file");
        }
        if ((signup || stay) && !hasPassword) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--signup and --stay need --password-command or --password-file");
        }
        if (user != null && UserName.of(user).isEmpty()) {
            throw new UserFacingException(ExitCode.USAGE, "--user: " + Explanations.of(refusal(Reason.BAD_NAME)));
        }
    }

    private static RefusalException refusal(Reason reason) {
        return new RefusalException(reason);
    }

    /**
     * Logs in, if the options ask for it.
     *
     * @param byKey logs in with the profile's key
     * @throws UserFacingException if the login is refused
     */
    void run(ByPassword byPassword, Function<UserName, Future<Void>> byKey) {
        if (user == null) {
            return;
        }
        UserName name = UserName.of(user).orElseThrow();
        try {
            PeerStart.await(isByKey() ? byKey.apply(name) : byPassword.login(name, typed(), signup, stay));
        } catch (RefusalException e) {
            throw new UserFacingException(exitCode(e.reason()), Explanations.of(e) + next(e.reason()), e);
        }
    }

    private Password typed() {
        Password password = new Password(password());
        if (signup && password.isShort()) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, Password.TOO_SHORT);
        }
        return password;
    }

    private boolean isByKey() {
        return command == null && file == null;
    }

    private String password() {
        return command == null ? fromFile() : fromCommand();
    }

    /** What the owner of a script can do about a refusal, where the console's explanation does not say it. */
    private String next(Reason reason) {
        return switch (reason) {
            case NAME_TAKEN -> " (without --signup)";
            case BAD_CREDENTIALS ->
                isByKey()
                        ? ": this profile's key does not log in; log in once with --password-file and --stay"
                        : ": correct --user or the password, or make the account with --signup";
            default -> "";
        };
    }

    private static ExitCode exitCode(Reason reason) {
        return switch (reason) {
            case SLOW_DOWN -> ExitCode.RATE_LIMITED;
            case UNAVAILABLE, INTERNAL -> ExitCode.NETWORK;
            default -> ExitCode.LOGIN_REFUSED;
        };
    }

    private String fromFile() {
        try {
            return firstLine(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the password file cannot be read: " + file + ": correct --password-file",
                    e);
        }
    }

    private String fromCommand() {
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(COMMAND_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new UserFacingException(
                        ExitCode.USER_FIXABLE, "the password command failed: run it by hand to see why");
            }
            return firstLine(printed);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the password command cannot be run: correct --password-command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private static String firstLine(String text) {
        Optional<String> line = text.lines().findFirst().filter(first -> !first.isEmpty());
        return line.orElseThrow(() -> new UserFacingException(
                ExitCode.USER_FIXABLE, "the password given is empty: its first line must hold it"));
    }
}
