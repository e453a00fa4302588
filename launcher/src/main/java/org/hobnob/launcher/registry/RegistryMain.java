package org.hobnob.launcher.registry;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hobnob.launcher.admin.AdminSocket;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.launcher.config.MongoUri;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.metrics.Metrics;
import org.hobnob.launcher.metrics.MetricsServer;
import org.hobnob.launcher.web.PageServer;
import org.hobnob.launcher.web.SshPlace;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.registry.Registry;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.Stewardship;
import org.hobnob.registry.admin.ProcessActions;
import org.hobnob.registry.audit.AuditFile;
import org.hobnob.registry.bridge.BridgeRefusedException;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.StoreUnavailableException;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreOptions;
import org.hobnob.registry.store.embedded.StoreUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main verticle of {@code hobnob registry}: opens the store and starts the registry on it. */
final class RegistryMain extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryMain.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final RegistryConfig config;
    private final Optional<Metrics> metrics;
    private final Callable<Secrets> secrets;
    private final Reloading reloading;
    private Optional<EmbeddedStore> embedded = Optional.empty();
    private Optional<Store> store = Optional.empty();
    private volatile Optional<Registry> registry = Optional.empty();
    private volatile Optional<MetricsServer> metricsServer = Optional.empty();
    private volatile Optional<String> firstToken = Optional.empty();
    private Optional<AdminSocket> admin = Optional.empty();
    private volatile Optional<PageServer> page = Optional.empty();
    /** What reads files for browsers must not keep peers waiting. */
    private final Optional<Vertx> vertxOfPage;

    private Future<Void> closed;

    /**
     * @param metrics what is measured, where the settings ask for it
     * @param secrets the registry's secrets; called once, on a worker
     * @param again reads the settings anew
     * @param log where the process writes its log
     */
    RegistryMain(
            RegistryConfig config,
            Optional<Metrics> metrics,
            Callable<Secrets> secrets,
            Supplier<RegistryConfig> again,
            RegistryLog log) {
        this.config = config;
        reloading = new Reloading(again, config.values(), new Taker(log));
        this.metrics = metrics;
        this.secrets = secrets;
        vertxOfPage = config.web()
                .map(address -> SizedReceiveTransport.vertx(new VertxOptions().setEventLoopPoolSize(1))
                        .build());
    }

    @Override
    public Future<?> start() {
        // The store and the keys take long, and neither needs the other.
        Future<Optional<EmbeddedStore>> embedding = blocking(this::openEmbedded).onSuccess(opened -> embedded = opened);
        Future<Secrets> keys = blocking(secrets);
        Future<Store> opening =
                embedding.compose(opened -> openStore()).onSuccess(opened -> store = Optional.of(opened));
        return embedding
                .compose(opened -> keys)
                .compose(read -> startedOnWorker(() ->
                        Registry.start(vertx, opening, read, config.settings(), Registry.Clocks.SYSTEM, stewardship())))
                .recover(cause -> Future.failedFuture(
                        cause instanceof BridgeRefusedException
                                ? new UserFacingException(ExitCode.USER_FIXABLE, cause.getMessage(), cause)
                                : cause))
                .compose(started -> {
                    registry = Optional.of(started);
                    return serveMetrics().compose(done -> servePage());
                })
                .compose(serving -> registry.orElseThrow().firstToken())
                .onSuccess(token -> firstToken = token)
                .compose(made -> blocking(() -> AdminSocket.open(config.data(), vertx)))
                .onSuccess(opened -> admin = opened)
                // Closed only once it is known what is open.
                .recover(cause -> opening.transform(ended -> close()).transform(done -> Future.failedFuture(cause)));
    }

    private Stewardship stewardship() {
        return new Stewardship(new AuditFile(config.data()), new OfProcess());
    }

    private final class OfProcess implements ProcessActions {
        @Override
        public Future<JsonObject> reload() {
            return reloading.reload(vertx);
        }

        @Override
        public String version() {
            return Version.number();
        }

        @Override
        public Future<Long> freeBytes() {
            return blocking(() -> Files.getFileStore(config.data()).getUsableSpace());
        }
    }

    /** Reads the settings anew, and logs what came of it. May be called on any thread. */
    void reload() {
        reloading.reload(vertx);
    }

    private final class Taker implements Reloading.Taker {
        private final RegistryLog log;

        Taker(RegistryLog log) {
            this.log = log;
        }

        @Override
        public void log(LogConfig next) {
            log.set(next);
        }

        @Override
        public Future<Void> settings(RegistrySettings next) {
            return registry().adopt(next);
        }
    }

    private Optional<EmbeddedStore> openEmbedded() throws Exception {
        if (config.mongo().isPresent()) {
            return Optional.empty();
        }
        EmbeddedStore opened = EmbeddedStore.open(config.data(), LOOPBACK, 0, new StoreOptions(config.syncStore()));
        try {
            StoreUri.write(config.data(), opened.connectionString());
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}), so no backup can be made while this registry runs", StoreUri.NAME, e);
        }
        return Optional.of(opened);
    }

    private Future<Void> serveMetrics() {
        if (metrics.isEmpty()) {
            return Future.succeededFuture();
        }
        SocketAddress address = config.metrics().orElseThrow();
        MetricsServer server = new MetricsServer(
                address, metrics.get(), store.orElseThrow()::troubledSince, registry.orElseThrow()::vitals);
        return deployed(vertx, server, address, "--metrics").onSuccess(done -> metricsServer = Optional.of(server));
    }

    private Future<Void> servePage() {
        if (config.web().isEmpty()) {
            return Future.succeededFuture();
        }
        SocketAddress address = config.web().get();
        PageServer server = new PageServer(
                address,
                config.downloads(),
                port -> Announcement.page(config, registry.orElseThrow(), port),
                () -> SshPlace.read(config.data()));
        return here(deployed(vertxOfPage.orElseThrow(), server, address, "--web"))
                .onSuccess(done -> page = Optional.of(server));
    }

    /** Completes on the event loop of this verticle with what completes on another one. */
    private <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> done = Promise.promise();
        elsewhere.onComplete(ended -> context.runOnContext(now -> done.handle(ended)));
        return done.future();
    }

    private Future<Void> deployed(Vertx on, VerticleBase server, SocketAddress address, String flag) {
        return on.deployVerticle(server)
                .<Void>mapEmpty()
                .recover(cause -> Future.failedFuture(new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        "cannot listen at " + address + " (" + cause.getMessage() + "): choose another host:port for "
                                + flag,
                        cause)));
    }

    private Future<Store> openStore() {
        String uri = embedded.map(EmbeddedStore::connectionString)
                .or(() -> config.mongo().map(MongoUri::reveal))
                .orElseThrow();
        Store.SessionLife life = embedded.isPresent() ? Store.SessionLife.PROCESS : Store.SessionLife.SHARED;
        return startedOnWorker(() -> Store.open(vertx, uri, life))
                .recover(cause -> Future.failedFuture(explained(cause)));
    }

    private Throwable explained(Throwable cause) {
        if (cause instanceof StoreUnavailableException) {
            return unavailable(cause);
        }
        if (cause instanceof IllegalArgumentException) {
            // The driver's message may quote the string, and with it the password.
            return new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the connection string of the MongoDB at "
                            + config.mongo().map(MongoUri::toString).orElse("")
                            + " is malformed; correct it (--mongo), with special characters in the password as %XX");
        }
        return cause;
    }

    private UserFacingException unavailable(Throwable cause) {
        String where =
                config.mongo().map(uri -> "the MongoDB at " + uri).orElse("the embedded store in " + config.data());
        return new UserFacingException(
                ExitCode.NETWORK,
                where + " " + cause.getMessage() + ": start it, or correct --mongo (without it, the embedded store"
                        + " is used)",
                cause);
    }

    /** The port at which its figures can be had. */
    Optional<Integer> metricsPort() {
        return metricsServer.map(MetricsServer::port);
    }

    /** What makes an account the first administrator; only of a new registry. */
    Optional<String> firstToken() {
        return firstToken;
    }

    /** Its page for browsers. */
    Optional<PageServer> page() {
        return page;
    }

    /** The registry, once it runs. */
    Registry registry() {
        return registry.orElseThrow();
    }

    boolean isRunning() {
        return registry.isPresent();
    }

    /**
     * Says goodbye to peers and closes the registry, then its store. May be called from any thread and more than once.
     *
     * @return completes when all is closed, at once where nothing runs yet; never fails
     */
    Future<Void> shutDown() {
        if (registry.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> close().onComplete(done));
        return done.future();
    }

    @Override
    public Future<?> stop() {
        return close();
    }

    private Future<Void> close() {
        if (closed == null) {
            closed = blocking(this::closeAdmin)
                    .otherwiseEmpty()
                    .compose(done -> registry.map(running -> running.drain().compose(drained -> running.stop()))
                            .orElseGet(Future::succeededFuture))
                    .otherwiseEmpty()
                    .compose(done -> vertxOfPage.map(own -> here(own.close())).orElseGet(Future::succeededFuture))
                    .otherwiseEmpty()
                    .compose(done -> store.map(Store::close).orElseGet(Future::succeededFuture))
                    .otherwiseEmpty()
                    .compose(done -> blocking(this::closeEmbedded));
        }
        return closed;
    }

    private Void closeEmbedded() throws IOException {
        if (embedded.isPresent()) {
            try {
                StoreUri.remove(config.data());
            } finally {
                embedded.get().close();
            }
        }
        return null;
    }

    private Void closeAdmin() throws IOException {
        if (admin.isPresent()) {
            admin.get().close();
        }
        return null;
    }

    /** What loads many classes at its beginning: on a small machine that takes seconds. */
    private <T> Future<T> startedOnWorker(Callable<Future<T>> start) {
        return blocking(start).compose(started -> started);
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
