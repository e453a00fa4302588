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

/** How several registries form a cluster: {@code conf/cluster.xml}, with the addresses of the settings put in. */
final class HazelcastCluster {
    private static final String FILE = "cluster.xml";

    private HazelcastCluster() {}

    /** @throws UserFacingException where the cluster's address cannot be had */
    static ClusterManager manager(ClusterConfig cluster) {
        checkAddress(cluster);
        return new HazelcastClusterManager(config(cluster));
    }

    /** Hazelcast would say it with stack traces. */
    private static void checkAddress(ClusterConfig cluster) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(cluster.host(), cluster.port()));
        } catch (IOException e) {
            throw refused(cluster, e);
        }
    }

    static Config config(ClusterConfig cluster) {
        // Read by Hazelcast before its own configuration is.
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

    /** Why the cluster did not form; the cause may be null, when it took too long. */
    static UserFacingException refused(ClusterConfig cluster, Throwable cause) {
        return new UserFacingException(
                ExitCode.NETWORK,
                "cannot take part in the cluster as " + cluster.host() + ":" + cluster.port() + " ("
                        + (cause == null ? "it took too long" : cause.getMessage())
                        + "): see that --cluster-host is an address of this machine and --cluster-port is free",
                cause);
    }
}
