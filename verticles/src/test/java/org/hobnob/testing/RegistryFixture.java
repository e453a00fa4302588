package org.hobnob.testing;

import static org.hobnob.testing.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.registry.Registry;
import org.hobnob.registry.Stewardship;
import org.hobnob.registry.audit.AuditFile;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;

/**
 * A whole registry on loopback, in a Vert.x of its own, and the clients that a test connects to it, which end with it. It
 * blocks the caller until what it is asked for is done.
 */
public final class RegistryFixture implements AutoCloseable {
    /** The password of everybody here, as it travels. */
    public static final String PASSWORD = NativeClient.PASSWORD;

    public static final String WRONG = PasswordHash.ofPassword("open barley").hex();

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong aheadNs = new AtomicLong();
    private final Queue<Closeable> clients = new ConcurrentLinkedQueue<>();
    private final Path folder;
    private EmbeddedStore own;
    private StoreLink link;
    private Store store;
    private Registry registry;
    private PythonRooms rooms;
    private Stewardship stewardship;

    private RegistryFixture(Path folder) {
        this.folder = folder;
        stewardship = new Stewardship(new AuditFile(folder), Stewardship.NONE.process());
    }

    public static RegistryFixture start(Path folder) {
        return start(folder, new TestSettings());
    }

    /** Starts with a store and a secrets file of its own in the folder, or those that are there. */
    public static RegistryFixture start(Path folder, TestSettings settings) {
        RegistryFixture fixture = new RegistryFixture(folder);
        fixture.start(settings);
        return fixture;
    }

    /**
     * One of several on a store, with a link to it that can be cut and a clock that can jump.
     *
     * @param folder where the secrets file is, made by the first
     */
    public static RegistryFixture sharing(EmbeddedStore embedded, Path folder) {
        return linked(embedded, folder, new TestSettings().sharingStore());
    }

    /** One of several on a store, with an audit and a process of its own. */
    public static RegistryFixture sharing(EmbeddedStore embedded, Path folder, Stewardship stewardship) {
        RegistryFixture fixture = new RegistryFixture(folder);
        fixture.stewardship = stewardship;
        fixture.link = new StoreLink(fixture.vertx, embedded.port());
        fixture.start(fixture.link.through(embedded.connectionString()), new TestSettings().sharingStore());
        return fixture;
    }

    /** Starts on a store of the caller's, with a link to it that can be cut. */
    public static RegistryFixture linked(EmbeddedStore embedded, Path folder, TestSettings settings) {
        RegistryFixture fixture = new RegistryFixture(folder);
        fixture.link = new StoreLink(fixture.vertx, embedded.port());
        fixture.start(fixture.link.through(embedded.connectionString()), settings);
        return fixture;
    }

    /** Starts again on what it left when it was stopped. */
    public void start(TestSettings settings) {
        own = opened(folder);
        start(own.connectionString(), settings);
    }

    private static EmbeddedStore opened(Path folder) {
        try {
            return EmbeddedStore.open(folder, "127.0.0.1", 0);
        } catch (StoreRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(String connectionString, TestSettings settings) {
        Store.SessionLife life = settings.sharesStore() ? Store.SessionLife.SHARED : Store.SessionLife.PROCESS;
        store = await(Store.open(vertx, connectionString, life));
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        boolean hasPython = Boolean.getBoolean("hobnob.rooms.python") && !settings.sharesStore();
        if (hasPython) {
            settings.programs(PythonRooms.programs(folder));
        }
        LongSupplier clock = settings.clock();
        registry = await(Registry.start(
                vertx,
                Future.succeededFuture(store),
                secrets,
                settings.build(),
                new Registry.Clocks(settings.wall(), () -> clock.getAsLong() + aheadNs.get()),
                stewardship));
        if (hasPython) {
            rooms = PythonRooms.start(
                    registry, folder, PythonRooms.options(settings.build().rooms()));
        }
    }

    /** A name that no other test uses. */
    public static String name(String stem) {
        return stem + NAMES.incrementAndGet();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Registry registry() {
        return registry;
    }

    public Store store() {
        return store;
    }

    /** How the store of one that has its own is reached. */
    public String connectionString() {
        return own.connectionString();
    }

    public int port() {
        return registry.port();
    }

    public int udpPort() {
        return registry.udpPort();
    }

    /** The way to the store of one that is linked. */
    public StoreLink link() {
        return link;
    }

    /** How far its clock is ahead of the one it was given, in nanoseconds. */
    public AtomicLong clock() {
        return aheadNs;
    }

    /** Whether it refuses what would change anything. */
    public boolean isMute() {
        return !registry.mayChange();
    }

    public NativeClient connect() {
        return connect("127.0.0.1");
    }

    public NativeClient connect(String from) {
        return closing(NativeClient.connect(port(), registry.pin(), from));
    }

    /** A native peer with a new account that is logged in. */
    public NativeClient newUser(String user) {
        NativeClient client = connect();
        String registered = client.register(user);
        if (!registered.equals("REGISTER <SUCCESS> <200>")) {
            throw new AssertionError(registered);
        }
        return client.enter("LOGIN " + user + " " + PASSWORD + " 4000 udp=4001");
    }

    /** Another connection, which takes the client's session over. */
    public NativeClient resume(NativeClient client) {
        return connect().enter("RESUME " + client.credentials().token().text() + " 4000 udp=4001");
    }

    /** An original client that has said nothing yet. */
    public OriginalClient silentOriginal() {
        return closing(OriginalClient.open(port(), udpPort()));
    }

    /** An original client behind the greeting. */
    public OriginalClient original() {
        return closing(OriginalClient.greeted(port(), udpPort()));
    }

    /** An original client logged in, under an account made for it where there is none yet. */
    public OriginalClient originalUser(String name) {
        OriginalClient client = original();
        client.ask("REGISTER " + name + " " + PASSWORD);
        return loggedIn(client, name);
    }

    /** An original client logged in under an account that is there. */
    public OriginalClient returningOriginal(String name) {
        return loggedIn(original(), name);
    }

    private static OriginalClient loggedIn(OriginalClient client, String name) {
        String answer = client.ask("LOGIN " + name + " " + PASSWORD);
        if (!answer.equals("AUTH <SUCCESS> <200>")) {
            throw new AssertionError(name + " is not logged in: " + answer);
        }
        return client;
    }

    /** Has it closed when the registry is. */
    public <T extends Closeable> T closing(T client) {
        clients.add(client);
        return client;
    }

    /** Takes the registry down; its clients see that. */
    public void stop() {
        if (registry == null) {
            return;
        }
        await(registry.stop());
        await(store.close());
        if (own != null) {
            own.close();
        }
        registry = null;
        if (rooms != null) {
            rooms.close();
        }
    }

    /** Takes the registry down and starts another one on what it left, at other ports unless they are fixed. */
    public void restart(TestSettings settings) {
        stop();
        start(settings);
    }

    @Override
    public void close() {
        if (link != null) {
            link.mend();
        }
        for (Closeable client : clients) {
            close(client);
        }
        stop();
        await(vertx.close());
    }

    private static void close(Closeable client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
