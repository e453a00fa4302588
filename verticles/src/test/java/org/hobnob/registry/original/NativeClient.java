package org.hobnob.registry.original;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A Hobnob peer reduced to lines, for what an original client meets but cannot make. */
final class NativeClient implements Closeable {
    private static final int SO_TIMEOUT_MS = 10_000;

    private final SSLSocket tls;
    private final BufferedReader in;
    private int lastTag;

    private NativeClient(SSLSocket tls) throws IOException {
        this.tls = tls;
        in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.UTF_8));
    }

    static NativeClient open(int port) {
        try {
            return new NativeClient(AnyCertificate.tls(new Socket("127.0.0.1", port), SO_TIMEOUT_MS));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends a request under a tag of its own; the answer without the tag, notices before it left out. */
    String ask(String request) {
        try {
            String tag = "@" + ++lastTag + " ";
            tls.getOutputStream().write((tag + request + "\n").getBytes(StandardCharsets.UTF_8));
            String line = readLine();
            while (!line.startsWith(tag)) {
                line = readLine();
            }
            return line.substring(tag.length());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next line that starts so; {@link OriginalClient#CLOSED} where the registry closes first. */
    String awaitLine(String start) {
        try {
            String line = readLine();
            while (!line.startsWith(start) && !line.equals(OriginalClient.CLOSED)) {
                line = readLine();
            }
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port that the registry sees. */
    int localPort() {
        return tls.getLocalPort();
    }

    private String readLine() throws IOException {
        try {
            String line = in.readLine();
            return line == null ? OriginalClient.CLOSED : line;
        } catch (SocketException reset) {
            return OriginalClient.CLOSED;
        }
    }

    @Override
    public void close() {
        try {
            tls.close();
        } catch (SocketException alreadyGone) {
            // The registry closed first.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
