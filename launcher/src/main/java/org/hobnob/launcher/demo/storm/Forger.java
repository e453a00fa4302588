package org.hobnob.launcher.demo.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.hobnob.net.Interfaces;

/**
 * Somebody on the network who has no account: hears what is sent to the group of sealed rooms, and sends datagrams of its own
 * there and to open rooms.
 */
final class Forger implements AutoCloseable {
    /** Original members of open rooms listen there (SPEC 8.7). */
    private static final String OPEN_GROUP = "224.1.1.1";

    /** The last byte of a room datagram's number (SPEC 8.1). */
    private static final int NUMBER = 31;

    private static final int MOST_BYTES = 2_000;
    private static final int MOST_HEARD = 1_000;

    private final MulticastSocket socket;
    private final InetSocketAddress sealed;
    private final RandomGenerator random;
    private final List<byte[]> heard = new CopyOnWriteArrayList<>();

    /**
     * @param group of the sealed rooms
     * @param port of the same
     */
    Forger(String group, int port, RandomGenerator random) {
        this.random = random;
        try {
            NetworkInterface loopback = Interfaces.loopback().networkInterface();
            sealed = new InetSocketAddress(InetAddress.getByName(group), port);
            socket = new MulticastSocket(port);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.setNetworkInterface(loopback);
            socket.joinGroup(sealed, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listener = new Thread(this::listen, "storm-forger");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MOST_BYTES);
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            if (heard.size() < MOST_HEARD) {
                heard.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        }
    }

    /** How many datagrams it heard. */
    int heard() {
        return heard.size();
    }

    /** Writes into an open room in somebody's name. */
    void writeOpen(int roomPort, String name, String text) {
        send(bytes(name, text), new InetSocketAddress(OPEN_GROUP, roomPort));
    }

    /**
     * Writes into the sealed rooms: in somebody's name as open rooms' lines are written, what it heard once more, and what it
     * heard with a bit flipped, cut, or under another number.
     *
     * @return how many datagrams that were
     */
    int writeSealed(String name, String text) {
        send(bytes(name, text), sealed);
        List<byte[]> all = List.copyOf(heard);
        for (byte[] datagram : all) {
            send(datagram, sealed);
            byte[] flipped = datagram.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            send(flipped, sealed);
            send(Arrays.copyOf(datagram, random.nextInt(datagram.length)), sealed);
            byte[] renumbered = datagram.clone();
            renumbered[renumbered.length > NUMBER ? NUMBER : 0]++;
            send(renumbered, sealed);
        }
        return 1 + 4 * all.size();
    }

    private static byte[] bytes(String name, String text) {
        return (name + ": " + text).getBytes(StandardCharsets.UTF_8);
    }

    private void send(byte[] datagram, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
