package org.hobnob.launcher.registry;

import io.vertx.core.Deployable;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hobnob.discovery.RegistryAnnouncer;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Failure;
import org.hobnob.launcher.config.ClusterConfig;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.metrics.Metrics;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.peer.console.terminal.StandardOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link RegistryMain} in the Vert.x launcher, clustered or alone, and stops it in order. */
final class RegistryApplication {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryApplication.class);

    private final RegistryConfig config;
    private final Optional<Metrics> metrics;
    private final RegistryMain main;
    private final Optional<HazelcastCluster> cluster;
    private volatile Optional<RegistryAnnouncer> announcer = Optional.empty();

    /**
     * @param again reads the settings anew
     * @param log where the process writes its log
     */
    RegistryApplication(RegistryConfig config, Supplier<RegistryConfig> again, RegistryLog log) {
        this.config = config;
        metrics = config.metrics().map(address -> new Metrics());
        OwnSecrets secrets = new OwnSecrets(config);
        main = new RegistryMain(config, metrics, secrets::get, again, log);
        cluster = config.cluster().map(where -> HazelcastCluster.join(where, secrets.get()));
    }

    /**
     * Runs the registry.
     *
     * @return the exit status, only if the registry could not start
     */
    int run() throws InterruptedException {
        Hooks hooks = new Hooks();
        if (new Launcher(arguments(), hooks).launch() != 0) {
            hooks.failed = true;
            hooks.exitStatus = Failure.of(hooks.failure).tell();
            return hooks.exitStatus;
        }
        Announcement.of(config, main.registry(), main.metricsPort(), main.page(), main.firstToken())
                .forEach(System.out::println);
        new LinkFile(config.data()).keep(Announcement.link(config, main.registry()));
        announcer = announcer();
        Hangup.onEach(main::reload);
        showQrCode();
        // The shutdown hook that stops the registry also ends the process.
        new CountDownLatch(1).await();
        return ExitCode.INTERNAL.number();
    }

    private Optional<RegistryAnnouncer> announcer() {
        if (!config.announces()) {
            return Optional.empty();
        }
        String host = config.settings().doors().host();
        Supplier<List<InterfaceChoice>> interfaces = () -> bound(host)
                .map(address -> Interfaces.forDiscovery(config.interfaceName(), Optional.of(address)))
                .orElse(List.of());
        return Optional.of(RegistryAnnouncer.on(
                interfaces,
                config.settings().name(),
                main.registry().port(),
                main.registry().pin()));
    }

    private static Optional<InetAddress> bound(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** After all that scripts read, for it takes longer than the rest, and only people have a terminal. */
    private void showQrCode() {
        if (config.showsQrCode()) {
            Announcement.link(config, main.registry())
                    .map(link -> Invitation.qrCode(
                            link, StandardOutput.columns(), System.getenv(), StandardOutput.charset()))
                    .ifPresent(lines -> lines.forEach(System.out::println));
        }
    }

    private String[] arguments() {
        return config.cluster().map(RegistryApplication::clustered).orElseGet(() -> new String[0]);
    }

    private static String[] clustered(ClusterConfig cluster) {
        return List.of("-cluster", "-cluster-host", cluster.host(), "-cluster-port", "" + cluster.busPort())
                .toArray(String[]::new);
    }

    private static final class Launcher extends VertxApplication {
        private static final boolean PRINT_USAGE_ON_FAILURE = false;
        private static final boolean EXIT_ON_FAILURE = false;

        Launcher(String[] args, VertxApplicationHooks hooks) {
            super(args, hooks, PRINT_USAGE_ON_FAILURE, EXIT_ON_FAILURE);
        }
    }

    private final class Hooks implements VertxApplicationHooks {
        private volatile Throwable failure = new IllegalStateException("the launcher did not start");
        private volatile boolean failed;
        private volatile int exitStatus = ExitCode.OK.number();

        @Override
        public VertxBuilder createVertxBuilder(VertxOptions options) {
            // Do not search the class path or unpack files into the temporary folder.
            options.setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
            // A request crosses several verticles. On one event loop that wakes no thread up; hashes, the store and
            // keep-alives have threads of their own.
            options.setEventLoopPoolSize(1);
            VertxBuilder builder =
                    cluster.map(one -> one.vertx(options)).orElseGet(() -> SizedReceiveTransport.vertx(options));
            metrics.ifPresent(one -> one.measure(builder, options));
            return builder;
        }

        @Override
        public Supplier<? extends Deployable> verticleSupplier() {
            return () -> main;
        }

        @Override
        public void afterFailureToStartVertx(HookContext context, Throwable cause) {
            failure = config.cluster()
                    .<Throwable>map(cluster -> HazelcastCluster.refused(cluster, cause))
                    .orElse(cause);
        }

        @Override
        public void afterFailureToDeployVerticle(HookContext context, Throwable cause) {
            failure = cause == null ? new TimeoutException("the registry did not start in time") : cause;
        }

        /**
         * Registers a hook of our own, because Vert.x would stop all parts of the registry at once, and peers must be told
         * first. The launcher's hook before stopping cannot be used: it is called while Vert.x is locked, so waiting in it
         * would never end.
         */
        @Override
        public void afterVertxStarted(HookContext context) {
            ((VertxInternal) context.vertx())
                    .addCloseHook(done -> main.shutDown().onComplete(closed -> done.succeed()));
        }

        @Override
        public void beforeStoppingVertx(HookContext context) {
            if (!main.isRunning() && !failed) {
                // Stopped during its start: nothing has been promised to anyone yet, and the store survives a sudden
                // end.
                Runtime.getRuntime().halt(ExitCode.OK.number());
            }
            announcer.ifPresent(RegistryAnnouncer::close);
        }

        /** Exits with the status of the registry, because scripts would take the status of a signal for a failure. */
        @Override
        public void afterVertxStopped(HookContext context) {
            Runtime.getRuntime().halt(exitStatus);
        }

        @Override
        public void afterFailureToStopVertx(HookContext context, Throwable cause) {
            LOG.error("did not close cleanly", cause);
            Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
        }
    }
}
