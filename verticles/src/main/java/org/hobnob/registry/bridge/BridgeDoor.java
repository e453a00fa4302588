package org.hobnob.registry.bridge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The socket at which a bridge listens. */
final class BridgeDoor {
    private final NetServer server;
    private final Optional<Path> path;

    private BridgeDoor(NetServer server, Optional<Path> path) {
        this.server = server;
        this.path = path;
    }

    /**
     * Listens. A Unix socket that an earlier run left is replaced; a file, or a socket that somebody listens at, is not.
     *
     * @return fails with a {@link BridgeRefusedException} if another path or port must be chosen
     */
    static Future<BridgeDoor> open(Vertx vertx, NetServer server, BridgePlace place) {
        if (place instanceof BridgePlace.UnixSocket unix) {
            return openUnix(vertx, server, unix.path());
        }
        BridgePlace.Loopback loopback = (BridgePlace.Loopback) place;
        return server.listen(loopback.socket())
                .map(listening -> new BridgeDoor(listening, Optional.empty()))
                .recover(cause -> Future.failedFuture(new BridgeRefusedException(
                        "the bridge cannot listen at " + loopback.address() + ":" + loopback.port() + " ("
                                + cause.getMessage() + "): choose another bridge.listen",
                        cause)));
    }

    /** Nobody else can reach the socket before it is its owner's only, because it is made in a folder of the owner's. */
    private static Future<BridgeDoor> openUnix(Vertx vertx, NetServer server, Path path) {
        return vertx.executeBlocking(() -> privateFolder(path)).compose(folder -> {
            Path made = folder.resolve("s");
            return server.listen(SocketAddress.domainSocketAddress(made.toString()))
                    .compose(listening -> vertx.executeBlocking(() -> {
                        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
                        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
                        return new BridgeDoor(listening, Optional.of(path));
                    }))
                    .eventually(() ->
                            vertx.executeBlocking(() -> Files.deleteIfExists(made) | Files.deleteIfExists(folder)));
        });
    }

    private static Path privateFolder(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw new BridgeRefusedException(path + " is a file: name another path for bridge.listen");
            }
            if (isServed(path)) {
                throw new BridgeRefusedException(
                        "another program listens at " + path + ": end it, or name another path for bridge.listen");
            }
        }
        try {
            return Files.createTempDirectory(
                    path.getParent(),
                    ".hob",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException e) {
            throw new BridgeRefusedException(
                    "this system has no Unix sockets for their owner alone: set bridge.listen to 127.0.0.1:PORT", e);
        }
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    int port() {
        return path.isPresent() ? 0 : server.actualPort();
    }

    Future<Void> close(Vertx vertx) {
        return server.close()
                .eventually(() -> vertx.executeBlocking(() -> {
                    if (path.isPresent()) {
                        Files.deleteIfExists(path.get());
                    }
                    return null;
                }));
    }
}
