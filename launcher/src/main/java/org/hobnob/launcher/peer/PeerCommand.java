package org.hobnob.launcher.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.PeerConfig;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.screen.PlainScreen;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.terminal.PaperConsole;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.hobnob.peer.console.terminal.TerminalConsole;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hobnob peer}: the chat program, in a terminal or driven by the lines of its standard input. */
@Command(
        name = "peer",
        description =
                "Chats: in a terminal with menus and commands, in a pipe line by line (/help lists the commands).",
        footerHeading = "%nFor example:%n",
        footer = {
            "  hobnob                                  finds registries on the network, and asks",
            "  hobnob 'hobnob://10.0.0.5:15600/?key=KEY&room=lab3'    a join link",
            "  hobnob peer --registry 10.0.0.5",
            "  printf '/msg amir hi\\n' | hobnob peer --registry 10.0.0.5 --pin KEY",
            "              --user robot --password-file FILE    one command or message a line",
            "",
            "Exit status: 0 all went well; 1 something to put right, or a line of a pipe that",
            "failed; 2 wrong command line; 3 no answer from the registry; 4 its key is not the",
            "trusted one; 5 too many tries, wait; 6 login refused; 7 messages are queued; 8 some",
            "members lack a message; 70 a fault of the program; 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class PeerCommand implements Callable<Integer> {
    static final String CONFIG_FILE = "peer.yaml";

    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOptions peer;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the file of settings for all profiles; else $XDG_CONFIG_HOME/hobnob/peer.yaml or"
                    + " ~/.config/hobnob/peer.yaml, else the shipped conf/peer.yaml")
    private Path config;

    @Parameters(
            arity = "0..1",
            paramLabel = "LINK",
            description = "a join link, hobnob://…, as a registry prints it and /link shows it (in quotes)")
    private String link;

    @Option(
            names = "--json",
            description = "for programs: requests, answers and events as lines of JSON on standard input and output"
                    + " (docs/json.md); wants --user")
    private boolean json;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "the same over a Unix domain socket, for the programs of its owner; runs until it is stopped")
    private Path socket;

    @ArgGroup(exclusive = false, heading = "Logging in without a person:%n")
    private ScriptLogin login = new ScriptLogin();

    private final CountDownLatch ended = new CountDownLatch(1);

    /** With the options of {@link PeerKey}. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new PeerCommand());
        SettingOptions.add(line.getCommandSpec(), PeerKey.class);
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        peer.check();
        login.check();
        if (json || socket != null) {
            return program();
        }
        PeerValues values = values(peer.folder());
        KnownRegistries known = new KnownRegistries(peer.folder());
        Optional<JoinLink> joining = joining().or(() -> ofKit(known));
        Profile own = peer.open();
        return PersonConsole.isThere()
                ? new PeerTerminal(peer, joining, target -> settings(target, known, own), values, login)
                        .run(history -> person(values, history))
                        .number()
                : lines(target(joining), known, own, values);
    }

    /** A person has the whole program at any terminal; only what the terminal cannot do, or is not wanted, is left out. */
    private static PersonConsole person(PeerValues values, Path history) throws IOException {
        Clock clock = Clock.systemDefaultZone();
        return values.isOn(PeerKey.PLAIN) || Appearance.isDumb(System.getenv())
                ? PaperConsole.open(clock, values)
                : TerminalConsole.open(appearance(values), clock, values, history);
    }

    private Optional<JoinLink> joining() {
        if (link == null) {
            return Optional.empty();
        }
        if (peer.named().isPresent()) {
            throw new UserFacingException(ExitCode.USAGE, "give either a join link or --registry");
        }
        return Optional.of(JoinLink.of(link)
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USAGE,
                        JoinLink.isMeant(link)
                                ? "this join link is damaged: copy the whole line that the registry printed, in quotes"
                                : "a join link begins with " + JoinLink.SCHEME + "; an address goes with --registry")));
    }

    /** A kit leads to its registry once; from then on the profile knows where it was. */
    private Optional<JoinLink> ofKit(KnownRegistries known) {
        return peer.named().isPresent()
                ? Optional.empty()
                : Home.joinLink()
                        .flatMap(JoinLink::of)
                        .filter(kit ->
                                known.of(Pin.parse(kit.key()).orElseThrow()).isEmpty());
    }

    /** Where there is no dialogue to choose a registry. */
    private Target target(Optional<JoinLink> joining) {
        return joining.map(one -> new Target(
                        one.registries(),
                        Pin.parse(one.key()),
                        Target.Source.LINK,
                        new Arrival(Optional.empty(), one.room(), one.invite())))
                .orElseGet(() -> Target.of(peer.registries(), Target.Source.NAMED));
    }

    private PeerSettings settings(Target target, KnownRegistries known, Profile own) {
        return peer.settings(target, known, own);
    }

    private PeerValues values(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        return PeerConfig.load(
                SettingOptions.file(config, CONFIG_FILE, home),
                folder,
                System.getenv(),
                SettingOptions.values(spec, PeerKey.class));
    }

    private static Appearance appearance(PeerValues values) {
        Appearance all =
                Appearance.of(Appearance.Color.of(values.text(PeerKey.COLOR)).orElseThrow(), System.getenv());
        return values.isOn(PeerKey.NAME_COLORS) ? all : all.withoutNames();
    }

    private int program() throws InterruptedException {
        login.mustName("--json or --socket");
        Target target = target(joining());
        try (Headless headless = Headless.open(peer, target, login, values(peer.folder()))) {
            return new JsonPeer(json, Optional.ofNullable(socket)).run(headless).number();
        }
    }

    private int lines(Target target, KnownRegistries known, Profile own, PeerValues values)
            throws InterruptedException {
        Screen screen = new PlainScreen(System.out);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ConsoleVerticle console = new ConsoleVerticle(screen, values, ended::countDown);
        PeerSettings settings = settings(target, known, own);
        peer.checkTrust(target, known);
        try (PeerStart connection = PeerStart.open(target, settings, console, values)) {
            HostPort address = connection.address();
            if (settings.registries().pin().isEmpty()) {
                trust(address, connection.seen(), screen);
                connection.trust();
            }
            known.remember(address.toString(), connection.seen());
            screen.show(Role.SUCCESS, "Connected to " + address + ". /help lists the commands.");
            target.arrival().invite().ifPresent(token -> console.line("/invitation " + token.shown()));
            login.run(console::login, console::login);
            target.arrival().room().ifPresent(room -> console.line("/join " + room.shown()));
            Thread reader = new Thread(() -> read(input, console), "hobnob-input");
            reader.setDaemon(true);
            reader.start();
            ended.await();
            return told(console.outcome()).number();
        }
    }

    /** Returns if the registry's key may be trusted; nobody can be asked. */
    private void trust(HostPort address, Pin seen, Screen screen) {
        if (!peer.trustsOnFirstUse()) {
            throw PeerOptions.unknownKey(address, seen);
        }
        screen.show(Role.NOTICE, "trusting the key of " + address + " on first use: " + seen);
    }

    private static ExitCode told(ConsoleVerticle.Outcome outcome) {
        if (outcome.failed() > 0) {
            System.err.println("hobnob: " + outcome.failed() + (outcome.failed() == 1 ? " line" : " lines")
                    + " failed; the lines that begin with !! say why");
            return ExitCode.USER_FIXABLE;
        }
        if (outcome.partly()) {
            System.err.println("hobnob: not every member has what was said; the lines that say \"not yet\" name them");
            return ExitCode.PARTLY_DELIVERED;
        }
        if (outcome.queued()) {
            System.err.println("hobnob: what was queued is kept in this profile until it has arrived, and waits at the"
                    + " registry too where there are mailboxes");
            return ExitCode.QUEUED;
        }
        return ExitCode.OK;
    }

    private static void read(BufferedReader input, ConsoleVerticle console) {
        try (input) {
            // Whoever writes faster than lines can be taken waits at the pipe; nothing piles up here.
            input.lines()
                    .forEach(line -> console.enter(line)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            console.noMoreLines();
        }
    }
}
