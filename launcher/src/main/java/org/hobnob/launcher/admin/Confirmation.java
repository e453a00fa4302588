package org.hobnob.launcher.admin;

import java.io.Console;
import java.util.Locale;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;

/** Asks at the terminal before something dangerous is done. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Asks; returns if the answer is yes.
     *
     * @throws UserFacingException if it is not, or if there is no terminal
     */
    static void ask(String question) {
        Console console = System.console();
        if (console == null) {
            throw new UserFacingException(
                    ExitCode.USAGE, question + " There is no terminal to answer at: add --yes if you mean it");
        }
        String answer = console.readLine("%s [y/N] ", question);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, "nothing was changed");
        }
    }
}
