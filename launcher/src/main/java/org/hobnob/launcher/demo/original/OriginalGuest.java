package org.hobnob.launcher.demo.original;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.protocol.message.value.PasswordHash;

/**
 * A user of the original program in an open room, as far as others see one: logged in by its dialect (SPEC 5), with
 * keep-alives. Once it has entered a room it can talk there.
 */
public final class OriginalGuest implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final int MOST_BYTES = 1_024;
    private static final String GROUP = "224.1.1.1";

    private final String name;
    private final SSLSocket tls;
    private final DatagramSocket keepAlives;
    private final InetSocketAddress keepAliveAddress;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Optional<MulticastSocket> room = Optional.empty();
    private InetSocketAddress roomAddress;

    private OriginalGuest(String name, SSLSocket tls, DatagramSocket keepAlives, InetSocketAddress keepAliveAddress) {
        this.name = name;
        this.tls = tls;
        this.keepAlives = keepAlives;
        this.keepAliveAddress = keepAliveAddress;
    }

    /**
     * Makes an account and logs in.
     *
     * @throws DemoFailedException where the registry refuses
     */
    public static OriginalGuest online(String name, int port, int udpPort, Pin pin) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedTrust(Optional.of(pin), Clock.systemUTC())}, null);
            Socket tcp = new Socket(loopback, port);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "127.0.0.1", port, true);
            tls.setSoTimeout(PATIENCE_MS);
            OriginalGuest guest = new OriginalGuest(
                    name, tls, new DatagramSocket(0, loopback), new InetSocketAddress(loopback, udpPort));
            guest.logIn();
            return guest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void logIn() throws IOException {
        String password = PasswordHash.ofPassword("demo-" + name).hex();
        ask("HELLO_P2P");
        ask("REGISTER " + name + " " + password);
        ask("LOGIN " + name + " " + password);
        keepAlive();
    }

    /** Enters a room. */
    public void join(String room) throws IOException {
        ask("JOIN-CHAT-ROOM " + room + " " + name);
    }

    /** Listens in a room, at the port of its host, and says that it is there, as an original program does. */
    public void sit(String host) throws IOException {
        InetSocketAddress address = new InetSocketAddress(GROUP, port(host));
        MulticastSocket opened = new MulticastSocket(null);
        room = Optional.of(opened);
        roomAddress = address;
        opened.setReuseAddress(true);
        opened.bind(address);
        NetworkInterface loopback = Interfaces.loopback().networkInterface();
        opened.setNetworkInterface(loopback);
        opened.joinGroup(new InetSocketAddress(GROUP, 0), loopback);
        Thread listening = new Thread(() -> listen(opened), "demo-" + name);
        listening.setDaemon(true);
        listening.start();
        send("System: User " + name + " joined!");
    }

    private void listen(MulticastSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        try {
            while (!socket.isClosed()) {
                socket.receive(packet);
                heard.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                packet.setLength(MOST_BYTES);
            }
        } catch (IOException closed) {
            // The demo is over.
        }
    }

    /** Says something in the room. */
    public void say(String text) throws IOException {
        send(name + ": " + text);
    }

    private void send(String datagram) throws IOException {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        room.orElseThrow().send(new DatagramPacket(bytes, bytes.length, roomAddress));
    }

    /** What it heard in the room so far. */
    public List<String> heard() {
        return heard;
    }

    /** The UDP port of a user, at which original members of that user's room listen. */
    public int port(String user) throws IOException {
        String address = ask("SEARCH_USER " + user).split("\\s+")[3];
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    public void keepAlive() throws IOException {
        byte[] bytes = ("KEEP_ALIVE " + name).getBytes(StandardCharsets.UTF_8);
        keepAlives.send(new DatagramPacket(bytes, bytes.length, keepAliveAddress));
    }

    private String ask(String request) throws IOException {
        tls.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        tls.getOutputStream().flush();
        byte[] answer = new byte[MOST_BYTES];
        int length = tls.getInputStream().read(answer);
        String text = length < 0 ? "(closed)" : new String(answer, 0, length, StandardCharsets.UTF_8);
        if (!text.contains("200")) {
            throw new DemoFailedException(
                    "the registry answered " + name + "'s " + request.split(" ")[0] + ": " + text);
        }
        return text;
    }

    @Override
    public void close() {
        try {
            keepAlives.close();
            room.ifPresent(MulticastSocket::close);
            tls.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
