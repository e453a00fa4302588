package org.hobnob.launcher.backup;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The Vert.x of a command that ends soon. */
final class QuietVertx {
    private QuietVertx() {}

    static Vertx start() {
        // Its event loop writes files.
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setBlockedThreadCheckInterval(Integer.MAX_VALUE)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    static void stop(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
