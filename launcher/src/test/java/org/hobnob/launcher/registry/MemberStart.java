package org.hobnob.launcher.registry;

import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import java.security.SecureRandom;
import org.hobnob.registry.secrets.Secrets;

/** Lets tests of other packages into the cluster. */
public final class MemberStart {
    private MemberStart() {}

    /** Starts a member that proves to have the secrets; the rest of its configuration is the caller's. */
    public static HazelcastInstance start(Config config, Secrets secrets) {
        EndpointConfig door =
                config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
        door.setSocketInterceptorConfig(new SocketInterceptorConfig().setEnabled(true));
        return ProvingHazelcast.start(config, new MemberProof(secrets, new SecureRandom()));
    }
}
