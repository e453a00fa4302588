package org.hobnob.launcher.host;

import io.vertx.core.VertxOptions;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.launcher.peer.PeerStart;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.terminal.TerminalConsole;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user who came by SSH: a peer of this machine that is logged in with the user's password, and a console over the
 * connection.
 */
final class Guest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
    /** Nothing of what is said is kept here, and no program of this machine is started. */
    private static final PeerValues VALUES = new PeerValues(
            Map.of(
                    PeerKey.HISTORY, new PeerValues.Fixed("false", "hobnob host"),
                    PeerKey.NOTIFICATIONS, new PeerValues.Fixed("off", "hobnob host")),
            Map.of(),
            Map.of(),
            (key, value) -> {});

    private static final int MOST_COLUMNS = 500;

    private final UserName user;
    private final LaterScreen screen;
    private final ConsoleVerticle console;
    private final PeerStart peer;
    private final LongSupplier nanoTime;
    private volatile long typedNs;
    private Optional<TerminalConsole> terminal = Optional.empty();
    private Optional<Terminal> line = Optional.empty();
    private boolean isOver;

    /**
     * How guests reach their registry.
     *
     * @param profiles a profile for each user
     * @param registries with their key
     */
    record Way(GuestFolders profiles, PeerSettings.Registries registries, PeerSettings.Network network) {
        PeerSettings settings(Profile profile) {
            return new PeerSettings(registries, TlsEngine.AUTO, network, profile).hosted();
        }
    }

    private Guest(UserName user, LaterScreen screen, ConsoleVerticle console, PeerStart peer, LongSupplier nanoTime) {
        this.user = user;
        this.screen = screen;
        this.console = console;
        this.peer = peer;
        this.nanoTime = nanoTime;
        typedNs = nanoTime.getAsLong();
    }

    /**
     * Logs the user in at the registry, as at any console. Blocks.
     *
     * @param signup whether to make the account first
     * @param ended called when the user has left by a command
     * @throws org.hobnob.protocol.message.RefusalException if the registry refuses; its reason is {@code NO_SUCH_USER}
     *     where an account of that name can be made
     */
    static Guest login(
            Way way, UserName user, Password password, boolean signup, LongSupplier nanoTime, Runnable ended) {
        return way.profiles()
                .with(
                        user,
                        folder -> login(
                                way.settings(Profile.open(folder, new SecureRandom())),
                                user,
                                password,
                                signup,
                                nanoTime,
                                ended));
    }

    private static Guest login(
            PeerSettings settings,
            UserName user,
            Password password,
            boolean signup,
            LongSupplier nanoTime,
            Runnable ended) {
        LaterScreen screen = new LaterScreen();
        ConsoleVerticle console = ConsoleVerticle.hosted(screen, Clock.systemDefaultZone(), VALUES, ended);
        PeerStart peer = PeerStart.of(settings, console, VALUES, small());
        try {
            PeerStart.await(console.login(user, password, signup, false));
            return new Guest(user, screen, console, peer, nanoTime);
        } catch (RuntimeException refused) {
            boolean canSignUp = !signup
                    && refused instanceof RefusalException refusal
                    && refusal.reason() == Reason.BAD_CREDENTIALS
                    && PeerStart.await(console.requireFree(user).map(true).otherwise(false));
            peer.close();
            throw canSignUp ? new RefusalException(Reason.NO_SUCH_USER) : refused;
        }
    }

    /** One event loop and few workers, because there are many guests. */
    private static VertxOptions small() {
        return new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(3).setInternalBlockingPoolSize(2);
    }

    /**
     * Talks over the connection until the user leaves, the connection ends, or {@link #close} is called. Blocks.
     *
     * @param type of the terminal, as the client names it
     */
    void talk(String type, int columns, int rows, InputStream keys, OutputStream display) throws IOException {
        Terminal over = new ExternalTerminal("hobnob", safe(type), new Typing(keys), display, StandardCharsets.UTF_8);
        try (TerminalConsole talking = opened(over, columns, rows)) {
            talking.run(console);
        } catch (UncheckedIOException | IOError gone) {
            LOG.debug("{}: the connection is gone", user, gone);
        }
    }

    private synchronized TerminalConsole opened(Terminal over, int columns, int rows) {
        over.setSize(size(columns, rows));
        TerminalConsole opened = TerminalConsole.on(
                over,
                Appearance.of(Appearance.Color.AUTO, Map.of("TERM", over.getType())),
                Clock.systemDefaultZone(),
                VALUES);
        line = Optional.of(over);
        terminal = Optional.of(opened);
        screen.attach(opened.screen());
        if (isOver) {
            opened.end();
        }
        return opened;
    }

    /** A type that nobody knows, or that could be a path, counts as the most usual one. */
    private static String safe(String type) {
        return type != null && type.matches("[A-Za-z0-9][A-Za-z0-9+.-]{0,31}") && !type.contains("..")
                ? type
                : "xterm-256color";
    }

    private static Size size(int columns, int rows) {
        boolean isKnown = columns > 0 && rows > 0;
        return isKnown ? Size.of(Math.min(columns, MOST_COLUMNS), Math.min(rows, MOST_COLUMNS)) : Size.of(80, 24);
    }

    /** The window of the client has another size. */
    synchronized void resized(int columns, int rows) {
        line.ifPresent(over -> {
            over.setSize(size(columns, rows));
            over.raise(Terminal.Signal.WINCH);
        });
    }

    /** Whether a terminal is connected, or was. */
    synchronized boolean hasTerminal() {
        return terminal.isPresent();
    }

    /** For how long no key was pressed, or nothing was done since the login, in nanoseconds. */
    long idleNs() {
        return nanoTime.getAsLong() - typedNs;
    }

    UserName user() {
        return user;
    }

    /** The user has left by a command. */
    synchronized void left() {
        isOver = true;
        terminal.ifPresent(TerminalConsole::end);
    }

    /** Logs out and ends everything. Blocks for some seconds at most. */
    @Override
    public void close() {
        left();
        console.noMoreLines();
        peer.close();
    }

    /** Notes when a key was pressed. */
    private final class Typing extends InputStream {
        private final InputStream keys;

        Typing(InputStream keys) {
            this.keys = keys;
        }

        @Override
        public int read() throws IOException {
            int key = keys.read();
            typedNs = nanoTime.getAsLong();
            return key;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = keys.read(bytes, from, length);
            typedNs = nanoTime.getAsLong();
            return count;
        }

        @Override
        public int available() throws IOException {
            return keys.available();
        }

        @Override
        public void close() throws IOException {
            keys.close();
        }
    }
}
