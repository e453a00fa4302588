package org.hobnob.launcher.backup;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import picocli.CommandLine.Option;

/** Where the passphrase that seals the secrets comes from. */
final class PassphraseOption {
    private static final int MIN_CHARACTERS = 12;
    private static final int MAX_BYTES = 1_024;

    @Option(
            names = "--passphrase-stdin",
            description = "the passphrase of the secrets is the first line of standard input (else it is asked for)")
    private boolean fromInput;

    @Option(names = "--without-secrets", description = "leaves the registry's keys out; they must be kept elsewhere")
    private boolean without;

    /** A new passphrase, typed twice; empty if the secrets stay out. */
    Optional<char[]> forNew() {
        if (without) {
            return Optional.empty();
        }
        char[] passphrase = fromInput ? line() : asked("Passphrase for the registry's keys: ");
        if (passphrase.length < MIN_CHARACTERS) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "a passphrase has at least " + MIN_CHARACTERS + " characters; three or four words make a good one");
        }
        if (!fromInput && !Arrays.equals(passphrase, asked("The same once more: "))) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, "the two passphrases differ; try again");
        }
        return Optional.of(passphrase);
    }

    /** The passphrase of a backup; empty if the secrets are not wanted. */
    Optional<char[]> forExisting() {
        if (without) {
            return Optional.empty();
        }
        return Optional.of(fromInput ? line() : asked("Passphrase of this backup: "));
    }

    /** Whether a passphrase was given without being asked for. */
    boolean isGiven() {
        return fromInput;
    }

    private static char[] asked(String question) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword(question);
        if (typed == null) {
            throw new UserFacingException(
                    ExitCode.USAGE,
                    "there is no terminal to ask for the passphrase: give it with --passphrase-stdin, or take"
                            + " --without-secrets");
        }
        return typed;
    }

    private static char[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
                line.write(next);
                if (line.size() > MAX_BYTES) {
                    throw new UserFacingException(
                            ExitCode.USER_FIXABLE, "a passphrase has at most " + MAX_BYTES + " bytes");
                }
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return (text.endsWith("\r") ? text.substring(0, text.length() - 1) : text).toCharArray();
        } catch (CharacterCodingException e) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, "the passphrase on standard input is not UTF-8", e);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the passphrase cannot be read from standard input (" + e.getMessage() + ")",
                    e);
        }
    }
}
