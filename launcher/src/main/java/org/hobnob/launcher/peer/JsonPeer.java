package org.hobnob.launcher.peer;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.socket.LineClient;
import org.hobnob.socket.SocketDoor;

/** {@code hobnob peer --json}: a peer that programs use, over standard input and output, a socket, or both. */
final class JsonPeer {
    private static final long READ_THE_REST_MS = 5_000;

    private final boolean streams;
    private final Optional<Path> socket;

    /**
     * @param streams whether standard input and output speak JSON; else the input is not read
     * @param socket where to open a socket
     */
    JsonPeer(boolean streams, Optional<Path> socket) {
        this.streams = streams;
        this.socket = socket;
    }

    ExitCode run(Headless peer) throws InterruptedException {
        Optional<SocketDoor> door = socket.map(path -> open(path, peer));
        Optional<LineClient> standard = streams ? Optional.of(standard(peer)) : Optional.empty();
        try {
            peer.awaitEnd();
            return ExitCode.OK;
        } finally {
            if (standard.isPresent()) {
                standard.get().drain(READ_THE_REST_MS);
            }
            door.ifPresent(JsonPeer::close);
        }
    }

    private static LineClient standard(Headless peer) {
        LineClient client = new LineClient(
                peer.script(), System.in, new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        client.start("hobnob-json", () -> peer.script().quit());
        return client;
    }

    private static SocketDoor open(Path path, Headless peer) {
        try {
            return SocketDoor.open(path, peer.script(), peer.mostPrograms());
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the socket cannot be opened at " + path + ": " + e.getMessage(), e);
        } catch (UnsupportedOperationException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "this system has no sockets of an owner's only: use --json", e);
        }
    }

    private static void close(SocketDoor door) {
        try {
            door.close();
        } catch (IOException e) {
            System.err.println("hobnob: the socket could not be removed: " + e.getMessage());
        }
    }
}
