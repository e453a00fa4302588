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

/** On the loopback interface only. */
@Tag("slow")
class MulticastSocketsTest {
    private static final InterfaceChoice LOOPBACK = Interfaces.loopback();

    private Vertx vertx;
    private InetAddress group;
    private int port;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        group = InetAddress.getByName(MulticastSockets.ROOM_GROUP);
        try (java.net.DatagramSocket free = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
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
        assertEquals("from one", heardByOther.poll(5, TimeUnit.SECONDS));
        assertEquals("from one", heardByOne.poll(5, TimeUnit.SECONDS));
        send(other, "from other");
        assertEquals("from other", heardByOne.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void datagramsComeFromTheAddressOfTheNamedInterface() throws Exception {
        DatagramSocket socket = open();
        BlockingQueue<String> senders = new LinkedBlockingQueue<>();
        socket.handler(packet -> senders.add(packet.sender().host()));
        send(socket, "x");
        assertEquals(LOOPBACK.address().getHostAddress(), senders.poll(5, TimeUnit.SECONDS));
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
                        MulticastSockets.ROOM_GROUP,
                        Integer.toString(port))
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
    void theSystemIsAskedToDeliverToThisMachineAndNoFartherThanTheLink() throws Exception {
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
    void whatIsNoGroupOrPortIsRefused() throws Exception {
        assertRefused(IllegalArgumentException.class, port, InetAddress.getLoopbackAddress());
        assertRefused(IllegalArgumentException.class, port, InetAddress.getByName("ff02::1"));
        assertRefused(IllegalArgumentException.class, 0, group);
        assertRefused(IllegalArgumentException.class, 65_536, group);
    }

    @Test
    void aPortThatAnotherHoldsAloneIsRefusedAndNothingStaysOpen() throws Exception {
        try (java.net.DatagramSocket holder = new java.net.DatagramSocket(null)) {
            holder.setReuseAddress(false);
            holder.bind(new InetSocketAddress("0.0.0.0", port));
            assertRefused(BindException.class, port, group);
        }
        open();
    }

    private void assertRefused(Class<? extends Exception> why, int refusedPort, InetAddress refusedGroup) {
        Future<DatagramSocket> opened = MulticastSockets.open(vertx, LOOPBACK, refusedPort, refusedGroup);
        Awaitility.await().until(opened::isComplete);
        assertInstanceOf(why, opened.cause());
    }

    private void send(DatagramSocket from, String text) throws Exception {
        from.send(text, port, MulticastSockets.ROOM_GROUP).await(10, TimeUnit.SECONDS);
    }

    private static BlockingQueue<String> heardBy(DatagramSocket socket) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        socket.handler(packet -> heard.add(packet.data().toString()));
        return heard;
    }

    private DatagramSocket open() throws Exception {
        return MulticastSockets.open(vertx, LOOPBACK, port, group).await(10, TimeUnit.SECONDS);
    }
}
