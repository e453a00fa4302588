package org.hobnob.launcher.peer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.socket.LimitedLines;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob send}: says something from a script, and ends when those to whom it was said have it. */
@Command(
        name = "send",
        description = "Sends messages from a script, and waits until they have arrived.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  hobnob send --registry 10.0.0.5 --user robot --password-file FILE --to amir hi",
            "  make 2>&1 | tail -3 | hobnob send --registry 10.0.0.5 --user robot",
            "              --password-file FILE --to '#lab' -        one message a line",
            "",
            "Exit status: 0 all have it; 7 queued: the recipient is not there; it waits, also in",
            "a mailbox where there is one; 8 some members of the room have it, stderr names the others;",
            "1 not sent, or something to put right; the others as for hobnob peer."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class SendCommand implements Callable<Integer> {
    private static final int MOST_WAIT_S = 86_400;

    @Option(
            names = "--to",
            paramLabel = "NAME|#ROOM",
            required = true,
            description = "a user, or a room, which is entered for it where the user is not in it")
    private String to;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "what to say; - for the lines of standard input")
    private List<String> text;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description =
                    "how long to wait for those who do not have it yet (10; not at all for a user who is offline)")
    private Integer waitS;

    @Mixin
    private PeerOptions peer;

    @ArgGroup(exclusive = false, heading = "Logging in:%n")
    private ScriptLogin login = new ScriptLogin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkTarget(to, "--to");
        if (waitS != null && (waitS < 0 || waitS > MOST_WAIT_S)) {
            throw new UserFacingException(ExitCode.USAGE, "--wait must be 0 to " + MOST_WAIT_S + ", not " + waitS);
        }
        boolean fromInput = text.equals(List.of("-"));
        if (!fromInput) {
            checkText();
        }
        peer.check();
        login.check();
        login.mustName("send");
        try (Headless headless = Headless.open(peer, login)) {
            Sending sending = new Sending(headless.script(), to);
            sending.begin();
            if (fromInput) {
                sendLines(sending);
            } else {
                sending.send(1, String.join(" ", text));
            }
            return sending.finish(Optional.ofNullable(waitS)).number();
        }
    }

    /** @throws UserFacingException if that names neither a user nor a room */
    static void checkTarget(String name, String option) {
        boolean valid = name.startsWith("#")
                ? RoomName.of(name.substring(1)).isPresent()
                : UserName.of(name.startsWith("@") ? name.substring(1) : name).isPresent();
        if (!valid) {
            throw new UserFacingException(
                    ExitCode.USAGE, option + " must be a user, or a room with # before it, not " + name);
        }
    }

    private void checkText() {
        if (ChatText.of(String.join(" ", text)).isEmpty()) {
            throw new UserFacingException(
                    ExitCode.USAGE, "a message has 1 to " + ChatText.MAX_BYTES + " bytes: send a longer one in parts");
        }
    }

    private static void sendLines(Sending sending) throws IOException, InterruptedException {
        LimitedLines lines = new LimitedLines(System.in, ChatText.MAX_BYTES);
        int number = 0;
        for (LimitedLines.Line line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.isTooLong()) {
                sending.failed(number, "it has more than " + ChatText.MAX_BYTES + " bytes");
            } else if (!line.text().isEmpty()) {
                sending.send(number, line.text());
            }
        }
    }
}
