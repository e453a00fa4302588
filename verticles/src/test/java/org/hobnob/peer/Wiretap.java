package org.hobnob.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.MulticastSockets;
import org.hobnob.protocol.message.value.GroupAddress;

/** Somebody on the network who hears all that is said in one room's group, and can say what it likes there. */
final class Wiretap implements AutoCloseable {
    private final MulticastSocket socket;
    private final InetSocketAddress group;
    private final List<byte[]> heard = new CopyOnWriteArrayList<>();
    private volatile boolean isListening = true;

    Wiretap(GroupAddress at) {
        InterfaceChoice loopback = Interfaces.loopback();
        try {
            group = new InetSocketAddress(InetAddress.getByName(at.group()), at.port());
            socket = new MulticastSocket(at.port());
            socket.setReceiveBufferSize(MulticastSockets.RECEIVE_BUFFER_BYTES);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.setNetworkInterface(loopback.networkInterface());
            socket.joinGroup(group, loopback.networkInterface());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listener = new Thread(this::listen, "wiretap");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        while (isListening && !socket.isClosed()) {
            try {
                socket.receive(packet);
                heard.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Hears nothing more; it can still send. */
    void stopListening() {
        isListening = false;
    }

    /** All datagrams so far, what was injected among them. */
    List<byte[]> heard() {
        return heard;
    }

    void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, group));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
