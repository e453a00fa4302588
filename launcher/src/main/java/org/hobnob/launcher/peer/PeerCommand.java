package org.hobnob.launcher.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.ProfileOption;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.screen.PlainScreen;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.terminal.TerminalConsole;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hobnob peer}: the chat program, in a terminal or driven by the lines of its standard input. */
@Command(
        name = "peer",
        description =
                "Chats: in a terminal with menus and commands, in a pipe line by line (/help lists the commands).",
        footerHeading = "%nFor example:%n",
        footer = {
            "  hobnob peer                             asks where the registry is",
            "  hobnob peer --registry 10.0.0.5",
            "  printf '/msg amir hi\\n' | hobnob peer --registry 10.0.0.5 --pin KEY",
            "              --user robot --password-file FILE    one command or message a line",
            "",
            "Exit status: 0 all went well; 1 something to put right; 2 wrong command line;",
            "3 no answer from the registry; 4 its key is not the trusted one; 5 too many",
            "tries, wait; 6 login refused; 70 a fault of the program; 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class PeerCommand implements Callable<Integer> {
    static final int DEFAULT_PORT = 15_600;
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--registry",
            paramLabel = "HOST:PORT,…",
            description = "the registry, or several that serve the same users, in the order to try; others that they"
                    + " tell of are remembered (in a terminal: asked for, else 127.0.0.1:15600)")
    private String registry;

    @Option(
            names = "--pin",
            paramLabel = "KEY",
            description = "the registry's key, as it prints it in full (the one that this profile trusts already)")
    private String pin;

    @Mixin
    private ProfileOption profile;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "network interface for multicast and for other peers ($HOBNOB_INTERFACE, else the one"
                    + " towards the registry)")
    private String networkInterface;

    @Option(
            names = "--direct-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "TCP port for other peers, for firewalls; 0: any free one (0)")
    private int directPort;

    @Option(
            names = "--multicast",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "use multicast in rooms where it works (yes)")
    private boolean multicast;

    @Option(
            names = "--trust",
            paramLabel = "HOW",
            description = "what to do with the key of a registry that is new to this profile: manual refuses it; tofu"
                    + " (trust on first use) takes it, in a terminal after asking (in a terminal tofu, else manual)")
    private String trust;

    @Option(names = "--plain", description = "whole lines without menus, colours and editing, as in a pipe")
    private boolean plain;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never; auto obeys NO_COLOR (auto)")
    private String color;

    @ArgGroup(exclusive = false, heading = "Logging in without a person:%n")
    private ScriptLogin login = new ScriptLogin();

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        Optional<List<HostPort>> named = Optional.ofNullable(registry).map(PeerCommand::parsed);
        Appearance.Color colors = Appearance.Color.of(color)
                .orElseThrow(() -> usage("--color must be auto, always or never, not " + color));
        if (trust != null && !trust.matches("tofu|manual")) {
            throw usage("--trust must be tofu or manual, not " + trust);
        }
        if (directPort < 0 || directPort > MOST_PORT) {
            throw usage("--direct-port must be 0 to " + MOST_PORT + ", not " + directPort);
        }
        login.check();
        Path folder = profile.folder();
        KnownRegistries known = new KnownRegistries(folder);
        Profile own = Profile.open(folder, new SecureRandom());
        boolean terminal = !plain && !Appearance.isDumb(System.getenv()) && TerminalConsole.isThere();
        return terminal
                ? new PeerTerminal(
                                folder,
                                named,
                                "manual".equals(trust),
                                addresses -> settings(addresses, known, own),
                                login)
                        .run(Appearance.of(colors, System.getenv()))
                        .number()
                : lines(named.orElseGet(() -> List.of(new HostPort("127.0.0.1", DEFAULT_PORT))), known, own);
    }

    private static List<HostPort> parsed(String text) {
        return addresses(text).orElseThrow(() -> usage("--registry must be HOST:PORT,HOST:PORT,…, not " + text));
    }

    /** Parses addresses separated by commas; empty if there are none or one of them is malformed. */
    static Optional<List<HostPort>> addresses(String text) {
        List<Optional<HostPort>> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(part -> HostPort.parse(part, DEFAULT_PORT))
                .toList();
        boolean good = !parts.isEmpty() && parts.stream().allMatch(Optional::isPresent);
        return good ? Optional.of(parts.stream().flatMap(Optional::stream).toList()) : Optional.empty();
    }

    private static UserFacingException usage(String message) {
        return new UserFacingException(ExitCode.USAGE, message);
    }

    /** The failure for a key that is not trusted yet, where the user cannot be asked. */
    static UserFacingException unknownKey(HostPort address, Pin seen) {
        return new UserFacingException(
                ExitCode.UNTRUSTED_KEY,
                "the registry at " + address + " shows the key " + seen
                        + ", which is new to this profile: compare it with what the registry prints, then pass --pin "
                        + seen + ", or pass --trust tofu to take whatever key it shows");
    }

    private int lines(List<HostPort> addresses, KnownRegistries known, Profile own) throws InterruptedException {
        Screen screen = new PlainScreen(System.out);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ConsoleVerticle console = new ConsoleVerticle(screen, ended::countDown);
        PeerSettings settings = settings(addresses, known, own);
        try (PeerStart connection = PeerStart.open(addresses.get(0), settings, console)) {
            HostPort address = connection.address();
            if (settings.registries().pin().isEmpty()) {
                trust(address, connection.seen(), screen, input);
                connection.trust();
            }
            known.remember(address.toString(), connection.seen());
            screen.show(Role.SUCCESS, "Connected to " + address + ". /help lists the commands.");
            login.run(console);
            Thread reader = new Thread(() -> read(input, console), "hobnob-input");
            reader.setDaemon(true);
            reader.start();
            ended.await();
            return ExitCode.OK.number();
        }
    }

    private PeerSettings settings(List<HostPort> addresses, KnownRegistries known, Profile own) {
        Optional<Pin> expected = pin == null
                ? addresses.stream()
                        .flatMap(address -> known.find(address.toString()).stream())
                        .findFirst()
                : Optional.of(parsedPin());
        Set<HostPort> same = new LinkedHashSet<>(addresses);
        expected.map(known::of).ifPresent(same::addAll);
        Optional<String> named = Optional.ofNullable(networkInterface).or(Interfaces::fromEnvironment);
        return new PeerSettings(
                new PeerSettings.Registries(List.copyOf(same), expected),
                TlsEngine.AUTO,
                new PeerSettings.Network(
                        Interfaces.resolve(named, Optional.of(resolved(addresses.get(0)))), directPort, multicast),
                own);
    }

    private Pin parsedPin() {
        return Pin.parse(pin)
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USAGE, "--pin is no key: take the line key-full that the registry prints"));
    }

    private static InetAddress resolved(HostPort address) {
        try {
            return InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK, "there is no host " + address.host() + ": correct the address", e);
        }
    }

    /** Returns if the registry's key may be trusted; a person at a plain terminal is asked, a script is not. */
    private void trust(HostPort address, Pin seen, Screen screen, BufferedReader input) {
        if ("tofu".equals(trust)) {
            screen.show(Role.NOTICE, "trusting the key of " + address + " on first use: " + seen);
        } else if (trust != null || !TerminalConsole.isThere() || !isAccepted(address, seen, screen, input)) {
            throw unknownKey(address, seen);
        }
    }

    private static boolean isAccepted(HostPort address, Pin seen, Screen screen, BufferedReader input) {
        screen.show(Role.NOTICE, "The registry at " + address + " is new to you. Its key: " + seen);
        screen.show(Role.NOTICE, "It is the right one if the registry printed the same. Trust it? Type yes or no.");
        try {
            return YesNo.of(Objects.requireNonNullElse(input.readLine(), "")).orElse(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
