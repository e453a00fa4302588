package org.hobnob.launcher;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.launcher.config.Places;
import org.hobnob.net.Interfaces;
import org.hobnob.net.Pin;
import org.hobnob.net.TlsEngine;
import org.hobnob.peer.Peer;
import org.hobnob.peer.PeerSettings;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.PlainScreen;
import org.hobnob.peer.console.Role;
import org.hobnob.peer.console.Screen;
import org.hobnob.peer.profile.KnownRegistries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hobnob peer}: chats, driven by the lines of its standard input. */
@Command(
        name = "peer",
        description = "Chats: reads commands and messages from standard input, line by line (/help lists them).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class PeerCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 15_600;
    private static final long START_S = 30;

    @Option(
            names = "--registry",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:15600",
            description = "the registry (127.0.0.1:15600)")
    private String registry;

    @Option(
            names = "--pin",
            paramLabel = "KEY",
            description = "the registry's key, as it prints it in full; else the one that this profile trusts already,"
                    + " else the one that it shows at the first connection")
    private String pin;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "keeps what this user trusts apart from other profiles (default)")
    private String profile;

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
            description = "TCP port for other peers; 0: any free one (0)")
    private int directPort;

    @Option(
            names = "--multicast",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "use multicast in rooms where it works (yes)")
    private boolean multicast;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        HostPort address = HostPort.parse(registry, DEFAULT_PORT)
                .orElseThrow(
                        () -> new UserFacingException(ExitCode.USAGE, "--registry must be HOST:PORT, not " + registry));
        KnownRegistries known = new KnownRegistries(profileFolder());
        PeerSettings settings = settings(address, known);
        Screen screen = new PlainScreen(System.out);
        ConsoleVerticle console = new ConsoleVerticle(screen, ended::countDown);
        Vertx vertx = Vertx.vertx();
        try {
            connect(vertx, settings, console, screen, known, address);
            Thread reader = new Thread(() -> read(console), "hobnob-input");
            reader.setDaemon(true);
            reader.start();
            ended.await();
            return ExitCode.OK.number();
        } finally {
            await(vertx.close());
        }
    }

    private Path profileFolder() {
        if (!profile.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--profile must be 1 to 32 letters, digits, - or _, not " + profile);
        }
        return Places.of(System.getenv(), Path.of(System.getProperty("user.home")))
                .data()
                .resolve("profiles")
                .resolve(profile);
    }

    private PeerSettings settings(HostPort address, KnownRegistries known) {
        Optional<Pin> expected = pin == null ? known.find(address.toString()) : Optional.of(parsedPin());
        Optional<String> named = Optional.ofNullable(networkInterface).or(Interfaces::fromEnvironment);
        return new PeerSettings(
                address.host(),
                address.port(),
                expected,
                TlsEngine.AUTO,
                Interfaces.resolve(named, Optional.of(resolved(address))),
                directPort,
                multicast);
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
                    ExitCode.NETWORK, "there is no host " + address.host() + ": correct --registry", e);
        }
    }

    private void connect(
            Vertx vertx,
            PeerSettings settings,
            ConsoleVerticle console,
            Screen screen,
            KnownRegistries known,
            HostPort address) {
        Peer peer = await(Peer.start(vertx, settings, console));
        Peer.SeenKey seen;
        try {
            seen = await(peer.connect());
        } catch (org.hobnob.protocol.message.RefusalException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK,
                    "no registry answers at " + address + ": start one (hobnob registry), or correct --registry",
                    e);
        }
        if (seen.mismatch()) {
            throw new UserFacingException(
                    ExitCode.UNTRUSTED_KEY,
                    "the registry at " + address + " shows the key " + seen.pin() + ", and "
                            + settings.pin().map(Pin::toString).orElse("none")
                            + " is trusted: ask whoever runs it; if its key did change, give the new one by --pin");
        }
        if (settings.pin().isEmpty()) {
            await(peer.trust(seen.pin()));
            screen.show(Role.NOTICE, "trusting the key of " + address + " on first use: " + seen.pin());
        }
        known.remember(address.toString(), seen.pin());
        screen.show(Role.SUCCESS, "Connected to " + address + ". /help lists the commands.");
    }

    private static void read(ConsoleVerticle console) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            input.lines().forEach(console::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            console.noMoreLines();
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.await(START_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UserFacingException(ExitCode.NETWORK, "no answer in " + START_S + " s; try again", e);
        }
    }
}
