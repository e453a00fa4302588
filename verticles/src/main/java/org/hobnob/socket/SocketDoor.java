package org.hobnob.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.limits.RepeatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket over which programs of its owner, and nobody else's, use a service: a Unix domain socket, or, where there are none, a
 * port of loopback that wants a secret first.
 */
public final class SocketDoor implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketDoor.class);

    private final ServerSocketChannel server;
    private final String name;
    private final Optional<Path> path;
    private final Optional<byte[]> secret;
    private final LineService service;
    private final int most;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<LineClient> clients = ConcurrentHashMap.newKeySet();
    private final RepeatedLog turnedAway;

    /** @param secret what a program says first; empty where only the owner can connect */
    private SocketDoor(
            ServerSocketChannel server,
            String name,
            Optional<Path> path,
            Optional<byte[]> secret,
            LineService service,
            int most) {
        this.server = server;
        this.name = name;
        this.path = path;
        this.secret = secret;
        this.service = service;
        this.most = most;
        turnedAway = new RepeatedLog(
                System::nanoTime,
                (count, latest) ->
                        LOG.warn("programs turned away from {}: {}, because {} are connected", latest, count, most));
    }

    /**
     * Opens the socket. A socket that an earlier program left is replaced; a file, or a socket that somebody listens at, is
     * not.
     *
     * @param most the most programs at a time; more are turned away
     * @throws IOException if it cannot be opened there; the message says what to do
     */
    public static SocketDoor open(Path path, LineService service, int most) throws IOException {
        Path full = path.toAbsolutePath();
        if (Files.exists(full, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.readAttributes(full, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw new IOException(path + " is a file: name another path");
            }
            if (isServed(full)) {
                throw new IOException("another program listens at " + path + ": end it, or name another path");
            }
        }
        return new SocketDoor(bound(full), path.toString(), Optional.of(full), Optional.empty(), service, most)
                .started();
    }

    /**
     * Opens a free port of loopback.
     *
     * @param secret what a program says in its first line, as hex digits; who says something else is turned away
     * @param most the most programs at once; more are turned away
     */
    public static SocketDoor onLoopback(byte[] secret, LineService service, int most) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String name = server.getLocalAddress().toString();
        return new SocketDoor(server, name, Optional.empty(), Optional.of(secret.clone()), service, most).started();
    }

    private SocketDoor started() {
        Thread accepting = new Thread(this::accept, "hobnob-socket");
        accepting.setDaemon(true);
        accepting.start();
        return this;
    }

    /** The port of loopback. */
    public int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Nobody else can reach the socket before it is the owner's only, because it is made in a folder of the owner's. */
    private static ServerSocketChannel bound(Path path) throws IOException {
        Path folder = Files.createTempDirectory(
                path.getParent(),
                ".hob",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = folder.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(made));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(made);
            throw e;
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("a program could not connect to {}: {}", name, e.toString());
                }
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (clients.size() >= most) {
            turnedAway.add(name);
            channel.close();
            return;
        }
        LineClient client = new LineClient(service, secret, ChannelStreams.in(channel), ChannelStreams.out(channel));
        clients.add(client);
        client.start("hobnob-program-" + numbers.incrementAndGet(), () -> gone(client));
    }

    /** It may have closed its side after its last request, and still read the answers. */
    private void gone(LineClient client) {
        service.detach(client);
        try {
            client.drain(1_000);
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** Closes the socket and all connections, and takes the file away. */
    @Override
    public void close() throws IOException {
        server.close();
        for (LineClient client : clients) {
            client.close();
        }
        if (path.isPresent()) {
            Files.deleteIfExists(path.get());
        }
    }
}
