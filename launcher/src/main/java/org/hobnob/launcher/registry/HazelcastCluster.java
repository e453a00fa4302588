package org.hobnob.launcher.registry;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.ClusterConfig;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.net.tls.BusTls;
import org.hobnob.registry.secrets.Secrets;

/**
 * A registry's place in the cluster of registries. What keeps strangers out is set here, whatever {@code conf/cluster.xml}
 * says about it; the file has the times and the maps.
 */
final class HazelcastCluster {
    private static final String FILE = "cluster.xml";

    private final HazelcastInstance member;
    private final KeyPair identity;

    private HazelcastCluster(HazelcastInstance member, KeyPair identity) {
        this.member = member;
        this.identity = identity;
    }

    /**
     * Joins the cluster, which blocks until that is done. The place is given up when the Vert.x that is built on it closes.
     *
     * @param secrets those that all registries of the cluster have
     * @throws UserFacingException if the cluster's address cannot be used, or the cluster does not form
     */
    static HazelcastCluster join(ClusterConfig cluster, Secrets secrets) {
        checkAddress(cluster);
        Config config = config(cluster, secrets.clusterName());
        try {
            MemberProof proof = new MemberProof(secrets, new SecureRandom());
            return new HazelcastCluster(ProvingHazelcast.start(config, proof), secrets.identity());
        } catch (RuntimeException e) {
            throw refused(cluster, e);
        }
    }

    /**
     * Returns a builder of a clustered Vert.x.
     *
     * @param options are set for TLS on the event bus
     */
    VertxBuilder vertx(VertxOptions options) {
        BusTls.apply(options.getEventBusOptions(), identity, new SecureRandom());
        return SizedReceiveTransport.vertx(options).withClusterManager(ProvingHazelcast.manager(member));
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

    private static Config config(ClusterConfig cluster, String name) {
        // Hazelcast reads this before its own configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Path file = Home.conf(FILE)
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        "conf/" + FILE + " is missing from the program's folder: unpack the program anew"));
        Config config = read(file)
                .setClusterName(name)
                .setAdvancedNetworkConfig(network(cluster))
                // Listen at the cluster's address only.
                .setProperty("hazelcast.socket.bind.any", "false")
                // Nothing is reported to the maker of Hazelcast.
                .setProperty("hazelcast.phone.home.enabled", "false");
        config.getSerializationConfig().setJavaSerializationFilterConfig(SerialFilter.config());
        return config;
    }

    /** Has a door for members alone: none for clients, whose maps these are not, for REST or for memcached. */
    private static AdvancedNetworkConfig network(ClusterConfig cluster) {
        String self = cluster.host() + ":" + cluster.port();
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
        members.setPort(cluster.port()).setPortAutoIncrement(false).setPublicAddress(self);
        members.getInterfaces().setEnabled(true).addInterface(cluster.host());
        members.setSocketInterceptorConfig(new SocketInterceptorConfig().setEnabled(true));
        AdvancedNetworkConfig network =
                new AdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(members);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).addMember(self);
        cluster.members().forEach(network.getJoin().getTcpIpConfig()::addMember);
        return network;
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
