package org.hobnob.launcher.admin;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.hobnob.admin.Passphrase;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.socket.LimitedLines;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A password for an account: from the standard input, made up, or typed twice at the terminal. Never from the command line, which
 * others on the machine can read.
 *
 * @param hash as it travels
 * @param shown what is to be printed, because nobody knows it yet; empty otherwise
 */
record NewPassword(PasswordHash hash, String shown) {
    private static final String STDIN = "--password-stdin";
    private static final String GENERATE = "--generate";
    private static final int MIN_CHARS = 8;
    private static final int MAX_BYTES = 1_024;

    static void addOptions(CommandSpec spec) {
        spec.addOption(flag(STDIN, "reads the password from the first line of the standard input"));
        spec.addOption(flag(GENERATE, "makes a password up and prints it"));
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(Boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    static NewPassword of(CommandSpec spec) throws IOException {
        if (Boolean.TRUE.equals(spec.findOption(GENERATE).getValue())) {
            return madeUp();
        }
        if (Boolean.TRUE.equals(spec.findOption(STDIN).getValue())) {
            LimitedLines.Line line = new LimitedLines(System.in, MAX_BYTES).next();
            return typed(line == null ? "" : line.text());
        }
        Console console = System.console();
        if (console == null) {
            throw new UserFacingException(
                    ExitCode.USAGE, "there is no terminal to ask for a password at: use " + STDIN + " or " + GENERATE);
        }
        return asked(console);
    }

    /** One that is made up, and shown. */
    static NewPassword madeUp() {
        String password = Passphrase.random(new SecureRandom());
        return new NewPassword(PasswordHash.ofPassword(password), password);
    }

    private static NewPassword asked(Console console) {
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("Again: ");
        boolean isSame = first != null && second != null && Arrays.equals(first, second);
        String password = isSame ? new String(first) : "";
        if (first != null) {
            Arrays.fill(first, ' ');
        }
        if (second != null) {
            Arrays.fill(second, ' ');
        }
        if (!isSame) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, "the two are not the same; nothing was changed");
        }
        return typed(password);
    }

    private static NewPassword typed(String password) {
        if (password.codePointCount(0, password.length()) < MIN_CHARS) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "a password has at least " + MIN_CHARS + " characters; nothing was changed");
        }
        return new NewPassword(PasswordHash.ofPassword(password.getBytes(StandardCharsets.UTF_8)), "");
    }
}
