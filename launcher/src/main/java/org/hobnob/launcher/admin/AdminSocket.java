package org.hobnob.launcher.admin;

import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.bus.Bus;
import org.hobnob.socket.SocketDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket of a running registry for its administration. */
public final class AdminSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);

    private static final int MOST_PROGRAMS = 8;

    private final SocketDoor door;

    private AdminSocket(SocketDoor door) {
        this.door = door;
    }

    /**
     * Opens the socket in the data folder. Blocking.
     *
     * @return empty if it cannot be opened, which is logged: the registry runs without it
     */
    public static Optional<AdminSocket> open(Path data, Vertx vertx) {
        try {
            return Optional.of(new AdminSocket(
                    SocketDoor.open(new SocketPlace(data).path(), new AdminLines(new Bus(vertx)), MOST_PROGRAMS)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.error("hobnob admin cannot reach this registry: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
