package org.hobnob.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TcpProxyTest {
    private static final int PATIENCE_MS = 20_000;
    private static final long SEED = 7;

    private final BlockingQueue<String> clientsSeen = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private TcpProxy proxy;

    /** A server that says everything back. */
    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread accepting = new Thread(this::accept, "echo");
        accepting.setDaemon(true);
        accepting.start();
        proxy = TcpProxy.to((InetSocketAddress) server.getLocalSocketAddress(), SEED);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                clientsSeen.add(socket.getInetAddress().getHostAddress());
                Thread echo = new Thread(() -> echo(socket), "echo");
                echo.setDaemon(true);
                echo.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException cut) {
            // As it is meant to be.
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(proxy.address(), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void says(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        hears(socket, text);
    }

    private static void hears(Socket socket, String text) throws IOException {
        assertEquals(text, new String(socket.getInputStream().readNBytes(text.length()), UTF_8));
    }

    @Test
    void passesBothWaysAndEndsWithEitherSide() throws IOException {
        try (Socket socket = connect()) {
            says(socket, "hello");
            says(socket, "x".repeat(1_000_000));
            assertEquals(1, proxy.connections());
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
        Awaitility.await().until(() -> proxy.connections() == 0);
        assertEquals(0, proxy.cuts());
    }

    @Test
    void cutsAllInEitherWay() throws IOException {
        try (Socket socket = connect()) {
            says(socket, "a");
            assertEquals(1, proxy.cutAll(TcpProxy.Cut.FIN));
            assertEquals(-1, socket.getInputStream().read());
        }
        try (Socket socket = connect()) {
            says(socket, "b");
            assertTrue(proxy.cutOne());
            proxy.cutAll(TcpProxy.Cut.RESET);
        }
        try (Socket socket = connect()) {
            says(socket, "c");
            proxy.cutAll(TcpProxy.Cut.RESET);
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
        assertEquals(3, proxy.cuts());
    }

    @Test
    void refusesUntilHealed() throws IOException {
        try (Socket socket = connect()) {
            says(socket, "a");
            proxy.refuse();
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
        // The system takes connections until Java has let go of the socket, a moment after it is closed.
        Awaitility.await().until(this::isRefused);
        proxy.heal();
        try (Socket socket = connect()) {
            says(socket, "b");
        }
    }

    private boolean isRefused() throws IOException {
        try {
            connect().close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void holdsEverythingUpWhileStalled() throws IOException {
        try (Socket before = connect()) {
            says(before, "a");
            proxy.stall();
            try (Socket during = connect()) {
                before.getOutputStream().write("b".getBytes(UTF_8));
                during.getOutputStream().write("c".getBytes(UTF_8));
                before.setSoTimeout(200);
                assertThrows(
                        SocketTimeoutException.class,
                        () -> before.getInputStream().read());
                before.setSoTimeout(PATIENCE_MS);
                proxy.heal();
                hears(before, "b");
                hears(during, "c");
            }
        }
        assertEquals(0, proxy.cuts());
    }

    @Test
    void delaysInOrder() throws IOException {
        proxy.delay(30, 60);
        try (Socket socket = connect()) {
            long before = System.nanoTime();
            says(socket, "once");
            assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before) >= 60, "both ways");
            for (char letter : "there and back again".toCharArray()) {
                socket.getOutputStream().write(letter);
            }
            hears(socket, "there and back again");
        }
    }

    @Test
    void theSeedSaysWhereAMortalConnectionEnds() throws IOException {
        int[] first = endings(SEED);
        assertTrue(Arrays.stream(first).distinct().count() > 5, Arrays.toString(first));
        assertTrue(Arrays.stream(first).allMatch(bytes -> bytes < 500), Arrays.toString(first));
        assertEquals(Arrays.toString(first), Arrays.toString(endings(SEED)));
    }

    /** How many bytes came back over each of ten connections. */
    private int[] endings(long seed) throws IOException {
        int[] came = new int[10];
        try (TcpProxy mortal = TcpProxy.to((InetSocketAddress) server.getLocalSocketAddress(), seed)) {
            mortal.mortal(500);
            for (int i = 0; i < came.length; i++) {
                try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), mortal.port())) {
                    socket.setSoTimeout(PATIENCE_MS);
                    came[i] = untilCut(socket);
                }
            }
            assertEquals(came.length, mortal.cuts());
        }
        return came;
    }

    private static int untilCut(Socket socket) {
        int came = 0;
        try {
            while (true) {
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() < 0) {
                    return came;
                }
                came++;
            }
        } catch (IOException cut) {
            return came;
        }
    }

    @Test
    void theServerSeesTheAddressChosen() throws Exception {
        InetSocketAddress far = (InetSocketAddress) server.getLocalSocketAddress();
        InetAddress address = InetAddress.getByName("127.0.0.5");
        try (TcpProxy disguised = TcpProxy.between(new InetSocketAddress(address, 0), far, address, SEED);
                Socket socket = new Socket(address, disguised.port())) {
            says(socket, "a");
            assertEquals("127.0.0.5", clientsSeen.poll(20, TimeUnit.SECONDS));
        }
    }
}
