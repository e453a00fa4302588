package org.hobnob.launcher.config;

import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.registry.RegistrySettings;

/**
 * All that a registry is told at its start, checked.
 *
 * @param settings what the registry itself is told
 * @param data the folder of its data
 * @param mongo the database; empty for the embedded store
 * @param secrets the file with its keys
 * @param syncStore whether the embedded store waits for the disk
 * @param cluster how it finds the other registries; empty where it is the only one
 * @param interfaceName the network interface to stay on; empty where none is named
 * @param metrics where its figures can be had; empty for nowhere
 * @param logLevel error, warn, info or debug
 */
public record RegistryConfig(
        RegistrySettings settings,
        Path data,
        Optional<MongoUri> mongo,
        Path secrets,
        boolean syncStore,
        Optional<ClusterConfig> cluster,
        Optional<String> interfaceName,
        Optional<SocketAddress> metrics,
        String logLevel) {
    public RegistryConfig {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(logLevel, "logLevel");
    }

    /** Several registries with keys of their own would be several identities: only a registry alone makes them. */
    public boolean mayMakeSecrets() {
        return cluster.isEmpty();
    }

    /**
     * Reads and checks the settings. Blocks: not for an event loop.
     *
     * @param home the user's home folder
     * @throws ConfigRefusedException where they cannot be used
     */
    public static RegistryConfig load(ConfigSources sources, Path home) {
        return new RegistryConfigParser(new ConfigValues(sources, home)).parse();
    }
}
