package org.hobnob.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.message.value.GroupAddress;

/**
 * How an original peer listens in a room: one socket at every address, whose first datagram is thrown away, and which is
 * closed and opened again when something is no UTF-8. Beside it a plain socket records what the system delivers.
 *
 * <p>On Linux the original's socket hears each group that any program of the machine has joined, if at its port. A socket of
 * Java's hears only what it has joined itself, so it joins those groups.
 */
final class OriginalListener implements AutoCloseable {
    private static final int READ_BYTES = 1_024;

    private final int port;
    private final List<GroupAddress> groups;
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<byte[]> delivered = new CopyOnWriteArrayList<>();
    private final AtomicInteger reopened = new AtomicInteger();
    private final MulticastSocket recorder;
    private MulticastSocket socket;
    private volatile boolean closed;

    /**
     * Begins to listen at once.
     *
     * @param joinedByOthers what else is joined on this machine
     */
    OriginalListener(int port, GroupAddress joinedByOthers) {
        this.port = port;
        groups = List.of(GroupAddress.ofOriginals(port), joinedByOthers);
        recorder = open();
        socket = open();
        begin("recorder", this::record);
        begin("original", this::listen);
    }

    private static void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private MulticastSocket open() {
        try {
            MulticastSocket opened = new MulticastSocket(null);
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress("0.0.0.0", port));
            NetworkInterface loopback = Interfaces.loopback().networkInterface();
            for (GroupAddress group : groups) {
                opened.joinGroup(new InetSocketAddress(InetAddress.getByName(group.group()), port), loopback);
            }
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record() {
        try {
            while (!closed) {
                delivered.add(receive(recorder));
            }
        } catch (IOException over) {
            recorder.close();
        }
    }

    private void listen() {
        try {
            while (!closed) {
                listenOnce();
                socket.close();
                reopened.incrementAndGet();
                socket = open();
            }
        } catch (IOException over) {
            socket.close();
        }
    }

    /** Returns when something was no UTF-8. */
    private void listenOnce() throws IOException {
        receive(socket);
        try {
            while (true) {
                shown.add(text(receive(socket)));
            }
        } catch (CharacterCodingException unreadable) {
            // As the original does: this datagram is lost, and so is what comes until the socket is open again.
        }
    }

    private static byte[] receive(MulticastSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[READ_BYTES], READ_BYTES);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static String text(byte[] datagram) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(datagram))
                .toString();
    }

    /** What a person was shown, in its order. */
    List<String> shown() {
        return List.copyOf(shown);
    }

    /** All that the system delivered at the port. */
    List<byte[]> delivered() {
        return List.copyOf(delivered);
    }

    /** How many datagrams were delivered that are UTF-8. */
    long readable() {
        return delivered.stream().filter(OriginalListener::isText).count();
    }

    private static boolean isText(byte[] datagram) {
        try {
            text(datagram);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** How often the socket was closed and opened again. */
    int reopened() {
        return reopened.get();
    }

    @Override
    public void close() {
        closed = true;
        recorder.close();
        socket.close();
    }
}
