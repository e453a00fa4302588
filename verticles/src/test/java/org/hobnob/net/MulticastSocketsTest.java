package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.socket.nio.NioDatagramChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.internal.VertxInternal;
import java.io.BufferedReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On the loopback interface only. */
@Tag("slow")
class MulticastSocketsTest {
    private static final InterfaceChoice LOOPBACK = Interfaces.loopback();

    private Vertx vertx;
    private InetSocketAddress group;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        try (java.net.DatagramSocket free = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            group = new InetSocketAddress("224.1.1.1", free.getLocalPort());
        }
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void socketsOfOnePortHearEachOtherAndThemselves() throws Exception {
        DatagramSocket one = open();
        DatagramSocket other = open();
        BlockingQueue<String> heardByOne = heardBy(one);
        BlockingQueue<String> heardByOther = heardBy(other);
        send(one, "from one");
        assertEquals("from one", heardByOther.poll(30, TimeUnit.SECONDS));
        assertEquals("from one", heardByOne.poll(30, TimeUnit.SECONDS));
        send(other, "from other");
        assertEquals("from other", heardByOne.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void datagramsAreSentFromTheNamedInterface() throws Exception {
        DatagramSocket socket = open();
        BlockingQueue<String> senders = new LinkedBlockingQueue<>();
        socket.handler(packet -> senders.add(packet.sender().host()));
        send(socket, "x");
        assertEquals(LOOPBACK.address().getHostAddress(), senders.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void anotherProcessOfTheMachineHearsUs() throws Exception {
        Process listener = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        Path.of(MulticastListener.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        MulticastListener.class.getName(),
                        LOOPBACK.name(),
                        group.getHostString(),
                        Integer.toString(group.getPort()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = listener.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals(MulticastListener.READY, output.readLine());
            send(open(), "to the other process");
            assertEquals("to the other process", output.readLine());
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void socketLoopsBackAndStaysOnTheLink() throws Exception {
        try (DatagramChannel system = DatagramChannel.open(StandardProtocolFamily.INET)) {
            NioDatagramChannel channel = new NioDatagramChannel(system);
            ((VertxInternal) vertx).transport().configure(channel, MulticastSockets.options(LOOPBACK));
            assertTrue(system.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
            assertEquals(1, system.getOption(StandardSocketOptions.IP_MULTICAST_TTL));
            assertEquals(
                    LOOPBACK.name(),
                    system.getOption(StandardSocketOptions.IP_MULTICAST_IF).getName());
            assertTrue(system.getOption(StandardSocketOptions.SO_REUSEADDR));
        }
    }

    @Test
    void whatIsNoGroupOrPortIsRefused() {
        int port = group.getPort();
        assertRefused(IllegalArgumentException.class, new InetSocketAddress("127.0.0.1", port));
        assertRefused(IllegalArgumentException.class, new InetSocketAddress("ff02::1", port));
        assertRefused(IllegalArgumentException.class, new InetSocketAddress("224.1.1.1", 0));
    }

    /** Java switches IP_MULTICAST_ALL off, by which Linux would let every socket at the port hear every group. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void otherGroupsAtThePortAreNotHeard() throws Exception {
        BlockingQueue<String> heard = heardBy(open());
        InetSocketAddress other = new InetSocketAddress("239.255.7.9", group.getPort());
        DatagramSocket neighbour = MulticastSockets.open(vertx, LOOPBACK, other).await(10, TimeUnit.SECONDS);
        neighbour
                .send("to the neighbours", other.getPort(), other.getHostString())
                .await(10, TimeUnit.SECONDS);
        send(neighbour, "to us");
        assertEquals("to us", heard.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void portHeldExclusivelyIsRefused() throws Exception {
        try (java.net.DatagramSocket holder = new java.net.DatagramSocket(null)) {
            holder.setReuseAddress(false);
            holder.bind(new InetSocketAddress("0.0.0.0", group.getPort()));
            assertRefused(BindException.class, group);
        }
        open();
    }

    private void assertRefused(Class<? extends Exception> why, InetSocketAddress at) {
        Future<DatagramSocket> opened = MulticastSockets.open(vertx, LOOPBACK, at);
        Awaitility.await().until(opened::isComplete);
        assertInstanceOf(why, opened.cause());
    }

    private void send(DatagramSocket from, String text) throws Exception {
        from.send(text, group.getPort(), group.getHostString()).await(10, TimeUnit.SECONDS);
    }

    private static BlockingQueue<String> heardBy(DatagramSocket socket) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        socket.handler(packet -> heard.add(packet.data().toString()));
        return heard;
    }

    private DatagramSocket open() throws Exception {
        return MulticastSockets.open(vertx, LOOPBACK, group).await(10, TimeUnit.SECONDS);
    }
}
