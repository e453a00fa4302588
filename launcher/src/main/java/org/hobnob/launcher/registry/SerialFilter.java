package org.hobnob.launcher.registry;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;

/**
 * Which serialised Java objects a member of the cluster takes from another: the failures of what it asked for. All else
 * that Vert.x and Hazelcast send has forms of its own. A failure of another class is not read, and who waits for it goes on
 * waiting for two minutes.
 */
final class SerialFilter {
    /** Has throwables, boxes and stack traces, nothing that does something when it is read. */
    private static final String LANG = "java.lang";

    /** Of these packages only exceptions can be serialised, but for file names. */
    private static final String[] PACKAGES = {
        LANG,
        "java.io",
        "java.nio.channels",
        "com.hazelcast.core",
        "com.hazelcast.internal.cluster.impl",
        "com.hazelcast.map",
        "com.hazelcast.memory",
        "com.hazelcast.nio.serialization",
        "com.hazelcast.partition",
        "com.hazelcast.spi.exception",
        "com.hazelcast.splitbrainprotection"
    };

    private static final String[] CLASSES = {
        "com.hazelcast.config.InvalidConfigurationException",
        "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
        "com.hazelcast.internal.server.tcp.ProtocolException",
        "java.net.BindException",
        "java.net.ConnectException",
        "java.net.NoRouteToHostException",
        "java.net.PortUnreachableException",
        "java.net.SocketException",
        "java.net.SocketTimeoutException",
        "java.net.UnknownHostException",
        "java.util.ConcurrentModificationException",
        "java.util.NoSuchElementException",
        "java.util.concurrent.BrokenBarrierException",
        "java.util.concurrent.CancellationException",
        "java.util.concurrent.CompletionException",
        "java.util.concurrent.ExecutionException",
        "java.util.concurrent.RejectedExecutionException",
        "java.util.concurrent.TimeoutException",
        // What every throwable has: its trace, and what it suppressed.
        "[Ljava.lang.StackTraceElement;",
        "java.util.ArrayList",
        "java.util.CollSer",
        "java.util.Collections$EmptyList"
    };

    private SerialFilter() {}

    static JavaSerializationFilterConfig config() {
        return new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(new ClassFilter().addPackages(PACKAGES).addClasses(CLASSES));
    }
}
