package org.hobnob.launcher.admin;

import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.hobnob.bus.Bus;
import org.hobnob.socket.SocketDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket of a running registry for its administration. */
public final class AdminSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
    private static final int SECRET_BYTES = 32;

    private static final int MOST_PROGRAMS = 8;

    private final SocketDoor door;
    private final SocketPlace place;

    private AdminSocket(SocketDoor door, SocketPlace place) {
        this.door = door;
        this.place = place;
    }

    /**
     * Opens the socket of the data folder. Blocking.
     *
     * @return empty if it cannot be opened, which is logged: the registry runs without it
     */
    public static Optional<AdminSocket> open(Path data, Vertx vertx) {
        SocketPlace place = new SocketPlace(data, System.getenv());
        try {
            return Optional.of(open(place, new AdminLines(new Bus(vertx))));
        } catch (IOException e) {
            LOG.error("hobnob admin cannot reach this registry: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static AdminSocket open(SocketPlace place, AdminLines lines) throws IOException {
        try {
            place.removePort();
            return new AdminSocket(SocketDoor.open(place.path(), lines, MOST_PROGRAMS), place);
        } catch (UnsupportedOperationException noSuchSockets) {
            return onLoopback(place, lines);
        }
    }

    /** Where the system has no sockets of an owner's only: whoever can read the owner's file may come in. */
    static AdminSocket onLoopback(SocketPlace place, AdminLines lines) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        SocketDoor door = SocketDoor.onLoopback(secret, lines, MOST_PROGRAMS);
        try {
            place.write(door.port(), secret);
            return new AdminSocket(door, place);
        } catch (IOException e) {
            door.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        place.removePort();
    }
}
