package org.hobnob.launcher.peer;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hobnob recv}: prints the messages that arrive, for a script. */
@Command(
        name = "recv",
        description = "Prints messages that arrive, for a script: conversation, sender and text, with tabs between.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  hobnob recv --registry 10.0.0.5 --user robot --password-file FILE --from amir",
            "              --timeout 60                          the next message of amir",
            "  hobnob recv --registry 10.0.0.5 --user robot --password-file FILE",
            "              --from '#lab' --follow --json         a JSON object a line",
            "",
            "Exit status: 0 as many came as were asked for; 1 fewer came in time, or something",
            "to put right; the others as for hobnob peer."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class RecvCommand implements Callable<Integer> {
    private static final int MOST_TIMEOUT_S = 86_400 * 365;

    @Option(
            names = "--from",
            paramLabel = "NAME|#ROOM",
            description = "only what this user says in private, or what is said in this room, which is entered (private"
                    + " messages of everybody)")
    private String from;

    @Option(names = "--follow", description = "goes on until it is stopped")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "ends after this many messages (1; with --follow never)")
    private Integer count;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "ends after this time in any case (never)")
    private Integer timeoutS;

    @Option(names = "--json", description = "prints events as docs/json.md has them, those of type message and gap")
    private boolean json;

    @Mixin
    private PeerOptions peer;

    @ArgGroup(exclusive = false, heading = "Logging in:%n")
    private ScriptLogin login = new ScriptLogin();

    @Override
    public Integer call() throws InterruptedException {
        if (from != null) {
            SendCommand.checkTarget(from, "--from");
        }
        check("--count", count, Integer.MAX_VALUE);
        check("--timeout", timeoutS, MOST_TIMEOUT_S);
        if (follow && count != null) {
            throw new UserFacingException(ExitCode.USAGE, "--follow goes on; --count ends: take one of them");
        }
        peer.check();
        login.check();
        login.mustName("recv");
        try (Headless headless = Headless.open(peer, login)) {
            return run(headless).number();
        }
    }

    private static void check(String option, Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new UserFacingException(ExitCode.USAGE, option + " must be 1 to " + most + ", not " + value);
        }
    }

    private ExitCode run(Headless headless) throws InterruptedException {
        int wanted = follow ? Integer.MAX_VALUE : Optional.ofNullable(count).orElse(1);
        Receiving receiving = new Receiving(Optional.ofNullable(from), json, wanted, System.out);
        PeerStart.await(headless.script().attach(receiving));
        if (from != null && from.startsWith("#")) {
            enter(headless);
        }
        boolean isAll = receiving.await(headless, Optional.ofNullable(timeoutS));
        if (isAll || follow) {
            return ExitCode.OK;
        }
        throw new UserFacingException(
                ExitCode.USER_FIXABLE,
                receiving.count() + " of " + wanted + " messages came in " + timeoutS + " s; --timeout waits longer");
    }

    private void enter(Headless headless) {
        JsonObject answer = headless.ask(new JsonObject().put("request", "join").put("room", from));
        if (answer.containsKey("error")) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, from + ": " + Sending.explained(answer));
        }
    }
}
