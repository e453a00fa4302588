package org.hobnob.launcher.backup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.hobnob.net.SizedReceiveTransport;
import org.slf4j.LoggerFactory;

/** The Vert.x of a command that ends soon, and says nothing but its result. */
final class QuietVertx {
    private QuietVertx() {}

    static Vertx start() {
        // What a store says when it opens is for registries.
        ((Logger) LoggerFactory.getLogger("org.hobnob")).setLevel(Level.WARN);
        // Its event loop writes files.
        return SizedReceiveTransport.vertx(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setBlockedThreadCheckInterval(Integer.MAX_VALUE)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
    }

    static void stop(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
