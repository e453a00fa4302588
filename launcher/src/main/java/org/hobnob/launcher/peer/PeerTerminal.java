package org.hobnob.launcher.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.LastRegistry;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;

/** A peer for a user at a terminal: asks for the registry's address and whether to trust its key, then chats. */
final class PeerTerminal {
    private static final String DEFAULT_REGISTRY = "127.0.0.1:" + PeerOptions.DEFAULT_PORT;

    /** Opens the terminal that the user sits at. */
    interface Opening {
        /**
         * @param history the file that keeps what was typed, where something does
         * @throws IOException if there is no terminal
         */
        PersonConsole open(Path history) throws IOException;
    }

    /** The user left instead of answering a question. */
    private static final class LeftException extends RuntimeException {}

    private final Path folder;
    private final Optional<List<HostPort>> named;
    private final boolean manualTrust;
    private final Function<List<HostPort>, PeerSettings> settings;
    private final PeerValues values;
    private final ScriptLogin login;

    /**
     * @param folder the profile's folder
     * @param named the registry's addresses from the command line, if given
     * @param manualTrust whether to refuse unknown keys without asking
     * @param settings makes the peer's settings for a registry
     */
    PeerTerminal(
            Path folder,
            Optional<List<HostPort>> named,
            boolean manualTrust,
            Function<List<HostPort>, PeerSettings> settings,
            PeerValues values,
            ScriptLogin login) {
        this.folder = folder;
        this.named = named;
        this.manualTrust = manualTrust;
        this.settings = settings;
        this.values = values;
        this.login = login;
    }

    /**
     * Runs until the user leaves.
     *
     * @return the exit status
     */
    ExitCode run(Opening opening) {
        PrintStream stderr = System.err;
        try (PrintStream log = log();
                PersonConsole terminal = opening.open(folder.resolve("input-history"))) {
            System.setErr(log);
            return run(terminal);
        } catch (LeftException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the terminal or the profile cannot be used: " + e + "; try --plain", e);
        } finally {
            System.setErr(stderr);
        }
    }

    /** Redirects the log to a file, because log lines would overwrite what the user is typing. */
    private PrintStream log() throws IOException {
        OwnerOnly.createFolders(folder);
        return new PrintStream(Files.newOutputStream(folder.resolve("peer.log")), true, StandardCharsets.UTF_8);
    }

    private ExitCode run(PersonConsole terminal) {
        Supplier<ConsoleVerticle> consoles =
                () -> ConsoleVerticle.withMenus(terminal.screen(), Clock.systemDefaultZone(), values, terminal::end);
        ConsoleVerticle console = consoles.get();
        List<HostPort> addresses = named.orElseGet(() -> ask(terminal));
        PeerStart opened = null;
        while (opened == null) {
            try {
                terminal.screen().show(Role.NOTICE, "connecting to " + words(addresses) + " …");
                opened = PeerStart.open(addresses.get(0), settings.apply(addresses), console);
            } catch (UserFacingException e) {
                if (named.isPresent() || e.exitCode() != ExitCode.NETWORK) {
                    throw e;
                }
                terminal.screen().show(Role.ERROR, e.getMessage());
                console = consoles.get();
                addresses = ask(terminal);
            }
        }
        try (PeerStart connection = opened) {
            return chat(terminal, console, connection, addresses);
        }
    }

    private ExitCode chat(
            PersonConsole terminal, ConsoleVerticle console, PeerStart connection, List<HostPort> addresses) {
        HostPort address = connection.address();
        if (settings.apply(addresses).registries().pin().isEmpty()) {
            trust(terminal, connection.seen(), address);
            connection.trust();
        }
        new KnownRegistries(folder).remember(address.toString(), connection.seen());
        new LastRegistry(folder).remember(words(addresses));
        terminal.screen().show(Role.SUCCESS, "Connected to " + address + ". /help lists the commands.");
        login.run(console::login, console::login);
        return terminal.run(console) == PersonConsole.End.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private static String words(List<HostPort> addresses) {
        return addresses.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    private List<HostPort> ask(PersonConsole terminal) {
        String last = new LastRegistry(folder).find().orElse(DEFAULT_REGISTRY);
        while (true) {
            String answer = terminal.ask("Enter IP address of registry (Enter: " + last + "): ")
                    .map(String::strip)
                    .filter(text -> !text.equals("quit"))
                    .orElseThrow(LeftException::new);
            Optional<List<HostPort>> addresses = PeerOptions.addresses(answer.isEmpty() ? last : answer);
            if (addresses.isPresent()) {
                return addresses.get();
            }
            terminal.screen().show(Role.ERROR, "that is no address; type HOST or HOST:PORT, or quit");
        }
    }

    private void trust(PersonConsole terminal, Pin seen, HostPort address) {
        if (manualTrust) {
            throw PeerOptions.unknownKey(address, seen);
        }
        terminal.screen().show(Role.NOTICE, "The registry at " + address + " is new to you. Its key:");
        terminal.screen().show(Role.PLAIN, "    " + seen.shortForm());
        terminal.screen().show(Role.PLAIN, "    in full " + seen);
        terminal.screen().show(Role.PLAIN, "  It is the right one if the registry printed the same.");
        if (!terminal.askWhether("Trust it? [y/N] ")) {
            throw new UserFacingException(
                    ExitCode.UNTRUSTED_KEY,
                    "the registry's key is not trusted, so nothing was sent: ask whoever runs it for the key");
        }
    }
}
