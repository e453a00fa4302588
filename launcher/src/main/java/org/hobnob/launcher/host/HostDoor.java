package org.hobnob.launcher.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSession;
import org.hobnob.limits.RateLimit;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server: passwords of accounts and a console, nothing else. No keys, no commands, no files, no forwarding, no
 * agents. What people can take is bounded.
 */
final class HostDoor implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HostDoor.class);
    private static final AttributeKey<Guest> GUEST = new AttributeKey<>();
    private static final int LOGINS_AT_ONCE = 2;
    private static final int LOGINS_WAITING = 30;
    private static final int TRIES_OF_A_CONNECTION = 3;
    private static final int ADDRESSES = 4_096;
    private static final long WINDOW_BYTES = 64 * 1_024;
    private static final int TICK_S = 5;

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Guest.Way way;
    private final HostLimits limits;
    private final LongSupplier nanoTime;
    private final RateLimit<String> tries;
    private final Map<String, Integer> connections = new HashMap<>();
    private final Set<ServerSession> withGuest = ConcurrentHashMap.newKeySet();
    private final ExecutorService logins;
    private final ExecutorService ends = Executors.newCachedThreadPool(HostDoor::daemon);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(HostDoor::daemon);
    private final RepeatedLog turnedAway;
    private int all;

    private HostDoor(Guest.Way way, HostLimits limits, LongSupplier nanoTime) {
        this.way = way;
        this.limits = limits;
        this.nanoTime = nanoTime;
        tries = new RateLimit<>(limits.tries(), limits.triesRefill().toNanos(), ADDRESSES);
        logins = new ThreadPoolExecutor(
                LOGINS_AT_ONCE,
                LOGINS_AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(LOGINS_WAITING),
                HostDoor::daemon);
        turnedAway = new RepeatedLog(
                nanoTime, (count, latest) -> LOG.warn("turned away {} times by SSH; latest: {}", count, latest));
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "hobnob-host");
        made.setDaemon(true);
        return made;
    }

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be listened at
     */
    static HostDoor open(String host, int port, HostKey key, Guest.Way way, HostLimits limits, LongSupplier nanoTime)
            throws IOException {
        HostDoor door = new HostDoor(way, limits, nanoTime);
        door.configure(host, port, key);
        door.server.start();
        door.clock.scheduleWithFixedDelay(door::endIdle, TICK_S, TICK_S, TimeUnit.SECONDS);
        return door;
    }

    private void configure(String host, int port, HostKey key) {
        server.setHost(host);
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(key.pair()));
        server.setUserAuthFactories(
                List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.setPasswordAuthenticator((name, password, session) -> enter(name, password, session, false));
        server.setKeyboardInteractiveAuthenticator(new Questions(this::enter));
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
        server.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setCommandFactory(null);
        server.setSubsystemFactories(List.of());
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
        server.setShellFactory(channel -> new Shell());
        server.addSessionListener(new Visits());
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Hobnob");
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, TRIES_OF_A_CONNECTION);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, limits.login());
        // Our own clock ends consoles at which nobody types.
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 1);
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW_BYTES);
        CoreModuleProperties.NIO_WORKERS.set(server, 2);
    }

    /** The port at which it listens. */
    int port() {
        return server.getPort();
    }

    /** How many consoles there are. */
    int guests() {
        return withGuest.size();
    }

    private static String address(Session session) {
        SocketAddress remote = session.getIoSession().getRemoteAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "unknown";
    }

    /** Counts connections, and ends what belongs to one that is over. */
    private final class Visits implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            String from = address(session);
            synchronized (connections) {
                if (all >= limits.connections()
                        || connections.getOrDefault(from, 0) >= limits.connectionsPerAddress()) {
                    turnedAway.add("too many connections, " + from);
                    session.close(true);
                    return;
                }
                all++;
                connections.merge(from, 1, Integer::sum);
                session.setAttribute(COUNTED, from);
            }
        }

        @Override
        public void sessionClosed(Session session) {
            String from = session.removeAttribute(COUNTED);
            if (from != null) {
                synchronized (connections) {
                    all--;
                    connections.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
                }
            }
            withGuest.remove(session);
            Guest guest = session.removeAttribute(GUEST);
            if (guest != null) {
                ends.execute(guest::close);
            }
        }
    }

    private static final AttributeKey<String> COUNTED = new AttributeKey<>();

    /** Never blocks: a login takes a second. */
    private boolean enter(String name, String password, ServerSession session, boolean signup) {
        Optional<UserName> user = UserName.of(name);
        synchronized (tries) {
            if (user.isEmpty() || password.isEmpty() || tries.tryTake(address(session), nanoTime.getAsLong()) > 0) {
                turnedAway.add("no name of a user, or too many tries, " + address(session));
                return false;
            }
        }
        AsyncAuthException later = new AsyncAuthException();
        try {
            logins.execute(() -> later.setAuthed(isLoggedIn(user.get(), new Password(password), session, signup)));
        } catch (RejectedExecutionException full) {
            goodbye(session, "too many people log in at this moment: try again in a minute");
            return false;
        }
        throw later;
    }

    private boolean isLoggedIn(UserName user, Password password, ServerSession session, boolean signup) {
        if (guests() >= limits.guests()) {
            goodbye(session, "all " + limits.guests() + " places are taken: try again later");
            return false;
        }
        try {
            Guest guest = Guest.login(way, user, password, signup, nanoTime, () -> left(session));
            return welcome(session, guest);
        } catch (RefusalException refused) {
            if (refused.reason() == Reason.NO_SUCH_USER) {
                Questions.offerAccount(session);
            } else if (refused.reason() != Reason.BAD_CREDENTIALS) {
                goodbye(session, Explanations.of(refused.reason()));
            }
            return false;
        } catch (RuntimeException fault) {
            LOG.warn("{} could not log in by SSH: {}", user, fault.toString());
            goodbye(session, "this host cannot log you in now: try again in a minute");
            return false;
        }
    }

    private boolean welcome(ServerSession session, Guest guest) {
        session.setAttribute(GUEST, guest);
        withGuest.add(session);
        if (session.isOpen()) {
            return true;
        }
        // The connection ended while the registry was asked.
        withGuest.remove(session);
        if (session.removeAttribute(GUEST) != null) {
            ends.execute(guest::close);
        }
        return false;
    }

    private static void left(ServerSession session) {
        Guest guest = session.getAttribute(GUEST);
        if (guest != null) {
            guest.left();
        }
    }

    private static void goodbye(ServerSession session, String words) {
        try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, words);
        } catch (IOException gone) {
            LOG.debug("gone already", gone);
        }
    }

    private void endIdle() {
        turnedAway.tellIfDue();
        for (ServerSession session : withGuest) {
            Guest guest = session.getAttribute(GUEST);
            if (guest != null) {
                boolean isTalking = guest.hasTerminal();
                if (guest.idleNs() > (isTalking ? limits.idle() : limits.login()).toNanos()) {
                    goodbye(session, isTalking ? "nobody typed anything for too long" : "no console was opened");
                    session.close(true);
                }
            }
        }
    }

    /** The console of the connection's guest. */
    private final class Shell implements Command {
        private InputStream keys;
        private OutputStream display;
        private ExitCallback exit;

        @Override
        public void setInputStream(InputStream in) {
            keys = in;
        }

        @Override
        public void setOutputStream(OutputStream out) {
            display = out;
        }

        @Override
        public void setErrorStream(OutputStream err) {
            // All goes to the display.
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Guest guest = channel.getServerSession().getAttribute(GUEST);
            environment.addSignalListener((of, signal) -> resized(guest, environment), Signal.WINCH);
            Thread talking = daemon(() -> talk(guest, environment));
            talking.start();
        }

        private void talk(Guest guest, Environment environment) {
            try {
                Map<String, String> values = environment.getEnv();
                guest.talk(
                        values.get(Environment.ENV_TERM),
                        number(values.get(Environment.ENV_COLUMNS)),
                        number(values.get(Environment.ENV_LINES)),
                        keys,
                        display);
                exit.onExit(0);
            } catch (IOException | RuntimeException e) {
                LOG.info("the console of {} ended: {}", guest.user(), e.toString());
                exit.onExit(1);
            }
        }

        private void resized(Guest guest, Environment environment) {
            Map<String, String> values = environment.getEnv();
            guest.resized(number(values.get(Environment.ENV_COLUMNS)), number(values.get(Environment.ENV_LINES)));
        }

        @Override
        public void destroy(ChannelSession channel) {
            Guest guest = channel.getServerSession().getAttribute(GUEST);
            if (guest != null) {
                guest.left();
            }
            // One console is all that a connection has.
            channel.getServerSession().close(false);
        }
    }

    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    /** Ends all connections and logs everybody out. */
    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        server.stop(true);
        logins.shutdownNow();
        ends.shutdown();
        try {
            ends.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
