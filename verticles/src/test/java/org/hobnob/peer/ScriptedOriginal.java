package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.testing.KeepAliveTicker;
import org.hobnob.testing.OriginalClient;

/**
 * What an original peer does: one message a send over TLS, keep-alives by UDP, a private socket at the address that it
 * looks up for itself, and in a room the multicast group at the port of whoever is host when it enters.
 */
final class ScriptedOriginal implements Closeable {
    private static final int TRIES = 20;
    private static final InetSocketAddress ANY_GROUP = new InetSocketAddress("224.1.1.1", 0);

    private final String name;
    private final OriginalClient client;
    private final DatagramSocket privateSocket;
    private final KeepAliveTicker keepAlives;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> heardInRoom = new CopyOnWriteArrayList<>();
    private MulticastSocket roomSocket;
    private int roomPort;

    private ScriptedOriginal(String name, OriginalClient client, DatagramSocket privateSocket) {
        this.name = name;
        this.client = client.greet();
        this.privateSocket = privateSocket;
        String hash = PasswordHash.ofPassword("secret").hex();
        ask("REGISTER " + name + " " + hash);
        require("AUTH <SUCCESS> <200>", ask("LOGIN " + name + " " + hash));
        keepAlives = client.tick(name, 1_000);
        assertEquals(privateSocket.getLocalSocketAddress(), client.find(name));
        listen(privateSocket, heard);
    }

    static ScriptedOriginal online(String name, int port, int udpPort) {
        try {
            for (int tries = 1; ; tries++) {
                DatagramSocket own = unshared();
                try {
                    return new ScriptedOriginal(name, OriginalClient.open(port, udpPort, own.getLocalPort()), own);
                } catch (BindException taken) {
                    own.close();
                    if (tries == TRIES) {
                        throw taken;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its datagrams come to the number of its connection's port. */
    private static DatagramSocket unshared() throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        socket.setReuseAddress(false);
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        return socket;
    }

    private static void require(String wanted, String said) {
        if (!said.startsWith(wanted)) {
            throw new AssertionError("wanted «" + wanted + "», was told «" + said + "»");
        }
    }

    /** One request, one answer. */
    String ask(String request) {
        return client.ask(request);
    }

    /** Makes a room, and sits down in it. */
    ScriptedOriginal create(String room) {
        require("CREATION <SUCCESS> <200>", ask("CREATE-CHAT-ROOM " + room + " " + name));
        sit(name);
        return this;
    }

    /** Enters a room, looks its host up and sits down at the host's port. */
    ScriptedOriginal join(String room) {
        String joined = ask("JOIN-CHAT-ROOM " + room + " " + name);
        require("JOIN <SUCCESS> <200>", joined);
        sit(joined.split("\\s+")[3]);
        return this;
    }

    /** Sits down at a user's port, member or not. */
    ScriptedOriginal sitWith(String user) {
        sit(user);
        return this;
    }

    private void sit(String host) {
        try {
            roomPort = client.find(host).getPort();
            roomSocket = new MulticastSocket(null);
            roomSocket.setReuseAddress(true);
            // At the group, since the private socket of a host has the port already.
            roomSocket.bind(new InetSocketAddress("224.1.1.1", roomPort));
            NetworkInterface loopback = Interfaces.loopback().networkInterface();
            roomSocket.setNetworkInterface(loopback);
            roomSocket.joinGroup(ANY_GROUP, loopback);
            listen(roomSocket, heardInRoom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sayInRoom("System: User " + name + " joined!");
    }

    /** Says something in the room. */
    void say(String text) {
        sayInRoom(name + ": " + text);
    }

    /** Sends any datagram to the room. */
    void sayInRoom(String datagram) {
        send(roomSocket, datagram, new InetSocketAddress("224.1.1.1", roomPort));
    }

    /** Leaves the room. */
    void leave(String room) {
        sayInRoom("System: User " + name + " left.");
        require("ROOM-EXIT-RESPONSE <SUCCESS> <200>", ask("ROOM-EXIT " + name + " " + room));
        roomSocket.close();
    }

    /** Writes to a user privately. */
    void tell(String user, String text) {
        send(privateSocket, name + ": " + text, client.find(user));
    }

    int roomPort() {
        return roomPort;
    }

    private static void send(DatagramSocket socket, String text, InetSocketAddress to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void listen(DatagramSocket socket, List<String> heard) {
        Thread listener = new Thread(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[1_024], 1_024);
            try {
                while (!socket.isClosed()) {
                    socket.receive(packet);
                    heard.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                    packet.setLength(1_024);
                }
            } catch (IOException closed) {
                heard.add("(closed)");
            }
        });
        listener.setDaemon(true);
        listener.start();
    }

    /** Waits for a private datagram. */
    void hears(String datagram) {
        await(heard, datagram);
    }

    /** Waits for a datagram in the room. */
    void hearsInRoom(String datagram) {
        await(heardInRoom, datagram);
    }

    private void await(List<String> where, String datagram) {
        Awaitility.await().untilAsserted(() -> {
            if (!where.contains(datagram)) {
                throw new AssertionError(name + " did not hear «" + datagram + "», but " + where);
            }
        });
    }

    /** How often a datagram was heard in the room. */
    long countInRoom(String datagram) {
        return heardInRoom.stream().filter(datagram::equals).count();
    }

    /** How many datagrams of the room were open ones in that name. */
    long countInRoomFrom(String sender) {
        return heardInRoom.stream()
                .filter(datagram -> datagram.startsWith(sender + ": "))
                .count();
    }

    @Override
    public void close() {
        keepAlives.close();
        privateSocket.close();
        if (roomSocket != null) {
            roomSocket.close();
        }
        client.close();
    }
}
