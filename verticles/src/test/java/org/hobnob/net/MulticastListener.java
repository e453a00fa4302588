package org.hobnob.net;

import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;

/** A process of its own that joins a group, says so, prints what it hears once and ends. */
final class MulticastListener {
    static final String READY = "ready";

    private MulticastListener() {}

    /** Arguments: interface, group, port. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        try (MulticastSocket socket = new MulticastSocket(port)) {
            socket.setSoTimeout(20_000);
            socket.joinGroup(
                    new InetSocketAddress(InetAddress.getByName(args[1]), port), NetworkInterface.getByName(args[0]));
            out.println(READY);
            DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
            socket.receive(packet);
            out.println(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII));
        }
    }
}
