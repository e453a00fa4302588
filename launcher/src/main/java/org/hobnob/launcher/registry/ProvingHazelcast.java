package org.hobnob.launcher.registry;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.nio.MemberSocketInterceptor;
import io.vertx.core.Completable;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A Hazelcast whose members prove themselves to each other. The free edition asks for what checks a connection, but has no
 * setting that names it.
 */
final class ProvingHazelcast {
    /** By which Vert.x knows a member that it has not started itself. */
    private static final String NODE_ID = "__vertx.nodeId";

    private ProvingHazelcast() {}

    /**
     * Starts a member, which blocks until it has joined the others or found that it is the first.
     *
     * @param proof checks each connection, if the endpoint's configuration says so
     */
    static HazelcastInstance start(Config config, MemberSocketInterceptor proof) {
        config.getMemberAttributeConfig()
                .setAttribute(NODE_ID, UUID.randomUUID().toString());
        return HazelcastInstanceFactory.newHazelcastInstance(config, null, new DefaultNodeContext() {
            @Override
            public NodeExtension createNodeExtension(Node node) {
                return new DefaultNodeExtension(node) {
                    @Override
                    public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier endpoint) {
                        return proof;
                    }
                };
            }
        });
    }

    /** Returns what makes the member's cluster one of Vert.x, and ends the member when Vert.x leaves it. */
    static HazelcastClusterManager manager(HazelcastInstance member) {
        return new HazelcastClusterManager(member) {
            @Override
            public void leave(Completable<Void> left) {
                super.leave((done, cause) -> CompletableFuture.runAsync(member::shutdown)
                        .whenComplete((ended, failure) -> left.complete(done, cause == null ? failure : cause)));
            }
        };
    }
}
