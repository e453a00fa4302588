package org.hobnob.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A peer that speaks the native dialect by hand and takes any certificate. */
public final class RawPeer implements AutoCloseable {
    public static final String PASSWORD = "a".repeat(64);

    private static final String LOOPBACK = "127.0.0.1";
    private static final int READ_TIMEOUT_MS = 30_000;
    private static final X509TrustManager ANY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private final SSLSocket socket;
    private final BufferedReader in;
    private int tag;

    public RawPeer(int port) throws IOException, GeneralSecurityException {
        this(LOOPBACK, port, READ_TIMEOUT_MS);
    }

    /** @param timeoutMs how long an answer may take, that to the connection included */
    public RawPeer(String host, int port, int timeoutMs) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {ANY}, new SecureRandom());
        socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
        socket.setSoTimeout(timeoutMs);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Asks, and gives the answer without its tag; notices before it are passed over. */
    public String ask(String request) throws IOException {
        send(request);
        return answer();
    }

    /** Asks without waiting. */
    public void send(String request) throws IOException {
        tag++;
        socket.getOutputStream().write(("@" + tag + " " + request + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to what was asked last. */
    public String answer() throws IOException {
        String mark = "@" + tag + " ";
        String line = hear();
        while (!line.startsWith(mark)) {
            line = hear();
        }
        return line.substring(mark.length());
    }

    /** The next notice but for those that tell where the registries are. */
    public String news() throws IOException {
        String line = hear();
        while (line.startsWith("@! REGISTRIES ")) {
            line = hear();
        }
        return line;
    }

    /** The next line, whatever it is. */
    String hear() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the registry closed the connection");
        }
        return line;
    }

    public String register(String user) throws IOException {
        return ask("REGISTER " + user + " " + PASSWORD);
    }

    public String login(String user) throws IOException {
        return ask("LOGIN " + user + " " + PASSWORD + " 4000");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
