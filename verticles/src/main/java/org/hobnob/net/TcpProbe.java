package org.hobnob.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Finds out how a TCP connection turns out, and closes it again. */
public final class TcpProbe {
    private static final int PATIENCE_MS = 3_000;

    private TcpProbe() {}

    /**
     * Tries a connection.
     *
     * @return within about three seconds {@code open}, {@code refused} (the machine says that nothing listens there), {@code
     *     silent} (nothing came back), {@code unreachable} (no way to the machine) or {@code no-host} (no such name)
     */
    public static Future<String> of(Vertx vertx, String host, int port) {
        return vertx.executeBlocking(() -> tried(host, port), false);
    }

    private static String tried(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE_MS);
            return "open";
        } catch (UnknownHostException e) {
            return "no-host";
        } catch (NoRouteToHostException e) {
            return "unreachable";
        } catch (SocketTimeoutException e) {
            return "silent";
        } catch (ConnectException e) {
            return isRefusal(e) ? "refused" : "silent";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("unreachable") ? "unreachable" : "silent";
        }
    }

    /** The class alone does not tell: the system's own timeout has the same one. */
    private static boolean isRefusal(ConnectException e) {
        return String.valueOf(e.getMessage()).contains("refused");
    }
}
