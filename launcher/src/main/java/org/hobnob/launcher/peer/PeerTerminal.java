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
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.LastRegistry;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;

/** A peer for a person at a terminal: finds out which registry it is, connects, and chats. */
final class PeerTerminal {
    /** Opens the terminal that the user sits at. */
    interface Opening {
        /**
         * @param history the file that keeps what was typed, where something does
         * @throws IOException if there is no terminal
         */
        PersonConsole open(Path history) throws IOException;
    }

    private final PeerOptions options;
    private final Optional<JoinLink> link;
    private final Function<Target, PeerSettings> settings;
    private final PeerValues values;
    private final ScriptLogin login;
    private final Path folder;

    /**
     * @param link the link from the command line, if given
     * @param settings makes the peer's settings for a registry
     */
    PeerTerminal(
            PeerOptions options,
            Optional<JoinLink> link,
            Function<Target, PeerSettings> settings,
            PeerValues values,
            ScriptLogin login) {
        this.options = options;
        this.link = link;
        this.settings = settings;
        this.values = values;
        this.login = login;
        folder = options.folder();
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
        Person person = new AtTerminal(terminal);
        try (Hosting hosting = new Hosting(person, folder.resolve("registry.log"));
                Connected connected = connected(terminal, person, hosting)) {
            return chat(terminal, connected);
        }
    }

    /** A peer whose registry answers. */
    private record Connected(Target target, PeerStart start, ConsoleVerticle console) implements AutoCloseable {
        @Override
        public void close() {
            start.close();
        }
    }

    private Connected connected(PersonConsole terminal, Person person, Hosting hosting) {
        try (Lookout lookout = lookout()) {
            Trust trust = new Trust(new KnownRegistries(folder), !options.trustsNothingNew());
            Targets targets = new Targets(person, trust, lookout, last(), hosting::start);
            Target target = targets.first(options.named(), link);
            while (true) {
                person.show(Role.NOTICE, "connecting to " + target.words() + " …");
                ConsoleVerticle console =
                        ConsoleVerticle.withMenus(terminal.screen(), Clock.systemDefaultZone(), values, terminal::end);
                console.arriving(target.arrival());
                try {
                    return new Connected(
                            target, PeerStart.open(target, settings.apply(target), console, values), console);
                } catch (UserFacingException e) {
                    target = targets.next(target, e);
                }
            }
        }
    }

    private Lookout lookout() {
        boolean looks = values.isOn(PeerKey.DISCOVER) && options.named().isEmpty() && link.isEmpty();
        return looks ? Lookout.on(options.interfaceName()) : Lookout.NONE;
    }

    private Optional<List<HostPort>> last() {
        return new LastRegistry(folder).find().flatMap(PeerOptions::addresses);
    }

    private ExitCode chat(PersonConsole terminal, Connected connected) {
        PeerStart start = connected.start();
        HostPort address = start.address();
        if (settings.apply(connected.target()).registries().pin().isEmpty()) {
            trust(terminal, start.seen(), address);
            start.trust();
        }
        new KnownRegistries(folder).remember(address.toString(), start.seen());
        new LastRegistry(folder).remember(connected.target().words());
        terminal.screen().show(Role.SUCCESS, "Connected to " + address + ". /help lists the commands.");
        login.run(connected.console()::login, connected.console()::login);
        return terminal.run(connected.console()) == PersonConsole.End.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private void trust(PersonConsole terminal, Pin seen, HostPort address) {
        if (options.trustsNothingNew()) {
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
