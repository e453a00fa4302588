package org.hobnob.launcher.registry;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.ClusterConfig;

/** Configures the cluster of registries: {@code conf/cluster.xml} with the addresses from the settings. */
final class HazelcastCluster {
    private static final String FILE = "cluster.xml";

    private HazelcastCluster() {}

    /** @throws UserFacingException if the cluster's address cannot be used */
    static ClusterManager manager(ClusterConfig cluster) {
        checkAddress(cluster);
        return new HazelcastClusterManager(config(cluster));
    }

    /** Checked here because Hazelcast would report it with stack traces. */
    private static void checkAddress(ClusterConfig cluster) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(cluster.host(), cluster.port()));
        } catch (IOException e) {
            throw refused(cluster, e);
        }
    }

    static Config config(ClusterConfig cluster) {
        // Hazelcast reads this before its own configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Path file = Home.conf(FILE)
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        "conf/" + FILE + " is missing from the program's folder: unpack the program anew"));
        Config config = read(file);
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(cluster.port());
        network.setPublicAddress(cluster.host() + ":" + cluster.port());
        network.getInterfaces().setEnabled(true).addInterface(cluster.host());
        network.getJoin().getTcpIpConfig().addMember(cluster.host() + ":" + cluster.port());
        cluster.members().forEach(network.getJoin().getTcpIpConfig()::addMember);
        return config;
    }

    private static Config read(Path file) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return new XmlConfigBuilder(in).build();
        } catch (IOException | InvalidConfigurationException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " cannot be used (" + e.getMessage() + "); correct it", e);
        }
    }

    /**
     * The failure for a cluster that did not form.
     *
     * @param cause may be null if it took too long
     */
    static UserFacingException refused(ClusterConfig cluster, Throwable cause) {
        return new UserFacingException(
                ExitCode.NETWORK,
                "cannot take part in the cluster as " + cluster.host() + ":" + cluster.port() + " ("
                        + (cause == null ? "it took too long" : cause.getMessage())
                        + "): see that --cluster-host is an address of this machine and --cluster-port is free",
                cause);
    }
}
