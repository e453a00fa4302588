package org.hobnob.launcher.config;

import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.registry.RegistrySettings;

/**
 * The complete, validated configuration of a registry process.
 *
 * @param settings the settings of the registry itself
 * @param data the folder for its data
 * @param mongo the database; empty for the embedded store
 * @param secrets the file with its keys
 * @param syncStore whether the embedded store syncs each commit to the disk
 * @param cluster how it joins the other registries; empty if it is the only one
 * @param interfaceName the network interface to use exclusively; empty for none
 * @param metrics where it serves its metrics; empty for nowhere
 * @param web where it serves its page for browsers; empty for nowhere
 * @param downloads the folder of what the page hands out; it may be missing
 * @param announces whether it announces itself on its networks
 * @param showsQrCode whether it shows its join link as a QR code in a terminal
 * @param log how and where it writes its log
 * @param values the values of all keys, as they were written
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
        Optional<SocketAddress> web,
        Path downloads,
        boolean announces,
        boolean showsQrCode,
        LogConfig log,
        WrittenValues values) {
    public RegistryConfig {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(downloads, "downloads");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(values, "values");
    }

    /**
     * Whether a missing secrets file may be created. In a cluster it may not, because registries with different keys would
     * have different identities.
     */
    public boolean mayMakeSecrets() {
        return cluster.isEmpty();
    }

    /**
     * Reads and validates the settings. Blocks: do not call it on an event loop.
     *
     * @param home the user's home folder
     * @throws ConfigRefusedException if the settings are invalid
     */
    public static RegistryConfig load(ConfigSources<RegistryKey> sources, Path home) {
        return new RegistryConfigParser(new ConfigValues(sources, home)).parse();
    }
}
