package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.launcher.Launched;

/**
 * The store of a test's registries: the embedded one as a process of its own, or a database of the MongoDB that {@code
 * HOBNOB_TEST_MONGO_URI} names, of which the first server alone is used, through the test's proxies.
 */
final class ChaosStore implements AutoCloseable {
    private static final String REAL = "HOBNOB_TEST_MONGO_URI";
    private static final Pattern URI = Pattern.compile("mongodb://([^@/]+@)?([^:/,]+):([0-9]+)[^/]*(?:/.*)?");
    private static final int OF_CREDENTIALS = 1;
    private static final int OF_HOST = 2;
    private static final int OF_PORT = 3;

    private final Optional<Launched> process;
    private final Matcher uri;
    private final String behind;

    private ChaosStore(Optional<Launched> process, String uri, String behind) {
        this.process = process;
        this.behind = behind;
        this.uri = URI.matcher(uri);
        if (!this.uri.matches()) {
            throw new IllegalArgumentException("must be mongodb://[user:password@]host:port…");
        }
    }

    static ChaosStore start(Path home) throws IOException, InterruptedException {
        String real = System.getenv(REAL);
        if (real != null) {
            return new ChaosStore(
                    Optional.empty(),
                    real,
                    "/hobnob-chaos-" + UUID.randomUUID() + "?authSource=admin&directConnection=true");
        }
        Launched store = Launched.start(
                        home,
                        "store",
                        "--port",
                        "0",
                        "--data",
                        home.resolve("store").toString())
                .ready();
        String uri =
                Files.readString(Path.of(store.value("mongo").substring(1))).strip();
        String host = uri.replaceFirst("^mongodb://([^@/]+@)?", "");
        return new ChaosStore(Optional.of(store), uri, host.contains("/") ? host.substring(host.indexOf('/')) : "");
    }

    InetSocketAddress address() {
        return new InetSocketAddress(uri.group(OF_HOST), Integer.parseInt(uri.group(OF_PORT)));
    }

    /** The connection string for who comes by this address. */
    String uriAt(String host, int port) {
        String credentials = uri.group(OF_CREDENTIALS) == null ? "" : uri.group(OF_CREDENTIALS);
        return "mongodb://" + credentials + host + ":" + port + behind;
    }

    /** Its process; empty for a MongoDB that is not the test's. */
    Optional<Launched> process() {
        return process;
    }

    @Override
    public void close() {
        process.ifPresent(Launched::close);
    }
}
