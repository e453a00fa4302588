package org.hobnob.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;

/**
 * What an original program does on the wire: TLS with any certificate, one message a send without a terminator, one receive
 * of at most 1,024 bytes an answer, blocking; keep-alives by UDP from a socket of their own.
 */
public final class OriginalClient implements Closeable {
    /** What {@link #receive} returns once the registry has closed the connection. */
    public static final String CLOSED = "(closed)";

    public static final String GREETING = "HELLO_BACK SUCCESS 200 ";
    public static final int RECEIVE_BYTES = 1_024;
    private static final int SO_TIMEOUT_MS = 10_000;

    private final CorkedSocket tcp;
    private final SSLSocket tls;
    private final DatagramSocket udp;
    private final InetSocketAddress keepAliveAddress;

    private OriginalClient(CorkedSocket tcp, SSLSocket tls, DatagramSocket udp, InetSocketAddress keepAliveAddress) {
        this.tcp = tcp;
        this.tls = tls;
        this.udp = udp;
        this.keepAliveAddress = keepAliveAddress;
    }

    /** Connects and shakes hands; nothing is sent or read yet. */
    public static OriginalClient open(int port, int udpPort) {
        try {
            return open(port, udpPort, 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * As {@link #open(int, int)}, from a port of the caller's choice.
     *
     * @param localPort 0 for any
     * @throws IOException where that port is taken, for instance
     */
    public static OriginalClient open(int port, int udpPort, int localPort) throws IOException {
        CorkedSocket tcp = new CorkedSocket();
        tcp.bind(new InetSocketAddress("127.0.0.1", localPort));
        tcp.connect(new InetSocketAddress("127.0.0.1", port));
        tcp.setTcpNoDelay(true);
        SSLSocket tls = AnyCertificate.tls(tcp, SO_TIMEOUT_MS);
        DatagramSocket udp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        return new OriginalClient(tcp, tls, udp, new InetSocketAddress("127.0.0.1", udpPort));
    }

    /** Connects, says HELLO_P2P and reads the greeting, in this order. */
    public static OriginalClient greeted(int port, int udpPort) {
        return open(port, udpPort).greet();
    }

    /** Says HELLO_P2P and reads the greeting. */
    public OriginalClient greet() {
        String greeting = ask("HELLO_P2P");
        // The original reads word 3 as a number.
        if (Integer.parseInt(greeting.split("\\s+")[2]) != 200) {
            throw new IllegalStateException("greeted with " + greeting);
        }
        return this;
    }

    /** What travels in place of the password: lower-case hex SHA-256 of its UTF-8 bytes. */
    public static String hash(String password) {
        try {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends one message in one TLS record, as UTF-8. */
    public void send(String message) {
        sendBytes(message.getBytes(StandardCharsets.UTF_8));
    }

    public void sendBytes(byte[] message) {
        try {
            tls.getOutputStream().write(message);
            tls.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends each message in a record of its own, all records in one TCP write. */
    public void sendTogether(String... messages) {
        tcp.cork();
        for (String message : messages) {
            send(message);
        }
        try {
            tcp.uncork();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next receive of at most 1,024 bytes; {@link #CLOSED} once the registry has closed. */
    public String receive() {
        return receive(RECEIVE_BYTES);
    }

    /** The next TLS record's text, up to so many bytes; {@link #CLOSED} once the registry has closed. */
    public String receive(int maxBytes) {
        try {
            byte[] buffer = new byte[maxBytes];
            int count = tls.getInputStream().read(buffer);
            return count < 0 ? CLOSED : new String(buffer, 0, count, StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return CLOSED;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One request, one answer. */
    public String ask(String request) {
        send(request);
        return receive();
    }

    /** Bytes of the last record that the last receive left behind; the original would take them for its next answer. */
    public int leftBehind() {
        try {
            return tls.getInputStream().available();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The ip:port that a search answers. */
    public InetSocketAddress find(String user) {
        String[] words = ask("SEARCH_USER " + user).split("\\s+");
        int colon = words[3].lastIndexOf(':');
        return new InetSocketAddress(words[3].substring(0, colon), Integer.parseInt(words[3].substring(colon + 1)));
    }

    /** One keep-alive from this client's own UDP socket. */
    public void keepAlive(String user) {
        datagram(udp, "KEEP_ALIVE " + user);
    }

    /** One datagram to the registry's keep-alive port, from any socket. */
    public void datagram(DatagramSocket from, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            from.send(new DatagramPacket(bytes, bytes.length, keepAliveAddress));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Keep-alives every so many milliseconds until closed; the original takes 1,000. */
    public KeepAliveTicker tick(String user, long periodMs) {
        return new KeepAliveTicker(() -> keepAlive(user), periodMs);
    }

    /** The socket that keep-alives leave from. */
    public DatagramSocket udp() {
        return udp;
    }

    /** The source port of the TLS connection. */
    public int localPort() {
        return tls.getLocalPort();
    }

    /** Drops the TCP connection with a reset and no goodbye of TLS, as a killed program's does. */
    public void kill() {
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
            udp.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            udp.close();
            tls.close();
        } catch (SocketException alreadyGone) {
            // The registry closed first.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
