package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.ServerVersion;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStoreException;
import org.hobnob.durable.MvFile;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB-compatible server in this process, on loopback, for clients that know the secret in its data folder. A write
 * that it has acknowledged survives the end of the process and, by default, a loss of power.
 *
 * <p>While its disk cannot be written, as when it is full, it refuses what changes anything, tries again each second and
 * goes on by itself. After a failed sync it refuses all commands until it is opened again. It does not support TTL expiry, transactions,
 * collation, partial or non-unique indexes, change streams, or unacknowledged writes.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final String USER = "hobnob";
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 24;

    private final DataFolder folder;
    private final StoreSecret secret;
    private final MvFile file;
    private final StoreEngine engine;
    private final StoreServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private InetSocketAddress address;

    private EmbeddedStore(DataFolder folder, StoreSecret secret, MvFile file, MongoBackend backend) {
        this.folder = folder;
        this.secret = secret;
        this.file = file;
        this.engine = new StoreEngine(backend, file, folder.path());
        this.server = new StoreServer(engine, handshakes(secret));
    }

    /** Opens with the default options; see {@link #open(Path, String, int, StoreOptions)}. */
    public static EmbeddedStore open(Path dataFolder, String host, int port) throws StoreRefusedException {
        return open(dataFolder, host, port, StoreOptions.DEFAULT);
    }

    /**
     * Opens the store in a folder and listens. Blocks on the disk: call it on a worker thread.
     *
     * @param dataFolder created with its parents, for its owner only, if absent
     * @param host a loopback address as a literal, such as {@code 127.0.0.1} or {@code ::1}
     * @param port 0 to 65535; 0 picks a free one
     * @return the listening store, which the caller must close
     * @throws StoreRefusedException if it cannot be opened; nothing was overwritten
     */
    public static EmbeddedStore open(Path dataFolder, String host, int port, StoreOptions options)
            throws StoreRefusedException {
        return open(dataFolder, host, port, options, UnaryOperator.identity());
    }

    /**
     * @param fileName turns the path of the documents into a file name for H2, which may select another of its file systems
     */
    static EmbeddedStore open(
            Path dataFolder, String host, int port, StoreOptions options, UnaryOperator<String> fileName)
            throws StoreRefusedException {
        InetSocketAddress wanted = loopback(host, port);
        DataFolder folder = DataFolder.open(dataFolder);
        EmbeddedStore store = null;
        try {
            StoreSecret secret = StoreSecret.readOrCreate(folder.path(), new SecureRandom());
            MvFile file = StoreFile.open(folder.documents(), fileName, options);
            store = new EmbeddedStore(
                    folder, secret, file, backend(folder.documents().toString(), file));
            store.start(wanted);
            return store;
        } catch (StoreRefusedException | RuntimeException e) {
            if (store != null) {
                store.close();
            }
            folder.close();
            throw e;
        }
    }

    private static InetSocketAddress loopback(String host, int port) throws StoreRefusedException {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address == null || !address.isLoopbackAddress()) {
            throw new StoreRefusedException(
                    Reason.ADDRESS_UNUSABLE,
                    "the embedded store listens on loopback only, and '" + host
                            + "' is not a loopback address: use 127.0.0.1, or a MongoDB server for other machines");
        }
        return new InetSocketAddress(address, port);
    }

    private static MongoBackend backend(String documents, MvFile file) throws StoreRefusedException {
        try {
            return new SelectiveBackend(file.store()).version(ServerVersion.MONGO_5_0);
        } catch (MVStoreException e) {
            file.abandon();
            throw StoreFile.refused(documents, e);
        } catch (RuntimeException e) {
            file.abandon();
            throw new StoreRefusedException(
                    Reason.CORRUPT,
                    documents + " holds what is not a store's (" + e + "); nothing was changed in it: put a backup in"
                            + " its place, or move it away to start with an empty store",
                    e);
        }
    }

    private static Supplier<Handshake> handshakes(StoreSecret secret) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        ScramCredential credential = ScramCredential.of(USER, secret.text(), salt);
        Supplier<String> nonces = () -> {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return Base64.getEncoder().encodeToString(nonce);
        };
        return () -> new Handshake(credential, nonces);
    }

    private void start(InetSocketAddress wanted) throws StoreRefusedException {
        engine.start();
        address = server.listen(wanted);
        LOG.info("embedded store open: {} on {}:{}", folder.path(), wanted.getHostString(), port());
    }

    /** @return the port on which the store listens */
    public int port() {
        return address.getPort();
    }

    /** @return the connection string for MongoDB clients. It contains the secret: never log it */
    public String connectionString() {
        return connectionString(secret, address.getAddress(), port());
    }

    /**
     * The connection string of a store that another process of the same user serves.
     *
     * @param dataFolder the folder of that store
     * @param host the loopback address on which it listens, as a literal
     * @param port the port on which it listens
     * @return as {@link #connectionString()}: never log it
     * @throws StoreRefusedException if the folder's secret cannot be read, or the host is not a loopback address
     */
    public static String connectionString(Path dataFolder, String host, int port) throws StoreRefusedException {
        return connectionString(
                StoreSecret.read(dataFolder), loopback(host, port).getAddress(), port);
    }

    private static String connectionString(StoreSecret secret, InetAddress address, int port) {
        return "mongodb://" + USER + ":" + secret.text() + "@"
                + NetUtil.toSocketAddressString(new InetSocketAddress(address, port))
                + "/?authSource=admin&authMechanism=SCRAM-SHA-256&retryWrites=false";
    }

    /**
     * Answers running commands, commits, closes the file and unlocks the folder. Where most of the file is unused space, a
     * smaller one takes its place. Blocks for a few seconds at most, as far as the disk allows. Idempotent; never throws.
     */
    @Override
    public void close() {
        close(file::isWasteful);
    }

    /** Closes a store that is about to be deleted. */
    void drop() {
        close(() -> false);
    }

    private void close(BooleanSupplier isToBeSmall) {
        if (closed.getAndSet(true)) {
            return;
        }
        server.stopReading();
        engine.close();
        server.stop();
        if (engine.hasFailed()) {
            // Memory may contain half a command, which must not be written.
            file.abandon();
        } else if (isToBeSmall.getAsBoolean()) {
            file.closeSmall(folder.path().resolve(DataFolder.DOCUMENTS));
        } else {
            file.close();
        }
        folder.close();
    }

    @Override
    public String toString() {
        return "EmbeddedStore[" + folder.path() + ", " + address + ", secret masked]";
    }
}
