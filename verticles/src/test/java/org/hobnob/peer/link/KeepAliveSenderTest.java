package org.hobnob.peer.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.keepalive.KeepAliveResponder;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.keepalive.TimeoutBounds;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class KeepAliveSenderTest implements KeepAliveSender.Listener {
    private static final InterfaceChoice LOOPBACK = Interfaces.loopback();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final KeepAliveKey key = KeepAliveKey.generate(new Random(1));
    private final SessionCredentials credentials = new SessionCredentials(
            new UserName("dana"),
            SessionId.random(new Random(2)),
            ResumeToken.of("t".repeat(32)).orElseThrow(),
            key,
            "127.0.0.1");
    private final KeepAliveResponder responder =
            new KeepAliveResponder("dana", credentials.session().bits(), key, TimeoutBounds.DEFAULT);
    private DatagramSocket registry;

    @BeforeEach
    void start() throws IOException {
        registry = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        registry.setSoTimeout(10_000);
        KeepAliveSender.Route route = new KeepAliveSender.Route("127.0.0.1", "127.0.0.1", registry.getLocalPort());
        KeepAliveSender sender = new KeepAliveSender(vertx, route, credentials, System::nanoTime, this);
        Await.await(sender.start());
    }

    @AfterEach
    void stop() {
        registry.close();
        Await.await(vertx.close());
    }

    @Override
    public void ended() {
        ended.incrementAndGet();
    }

    @Override
    public void unanswered() {
        unanswered.incrementAndGet();
    }

    private DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1_024], 1_024);
        registry.receive(packet);
        return packet;
    }

    private Optional<byte[]> answer(DatagramPacket packet) {
        return KeepAliveCodec.parse(Arrays.copyOf(packet.getData(), packet.getLength()))
                .map(received -> responder.receive((ReceivedKeepAlive.Unverified) received))
                .filter(KeepAliveResponder.Alive.class::isInstance)
                .map(verdict -> ((KeepAliveResponder.Alive) verdict).answer());
    }

    private void send(byte[] datagram, DatagramPacket to) throws IOException {
        registry.send(new DatagramPacket(datagram, datagram.length, to.getSocketAddress()));
    }

    @Test
    void aTimeoutOfTheRegistryIsPassedOn() throws IOException {
        DatagramPacket asked = receive();
        send(answer(asked).orElseThrow(), asked);
        send("TIMEOUT dana".getBytes(StandardCharsets.US_ASCII), asked);
        send(answer(receive()).orElseThrow(), asked);
        assertEquals(0, ended.get(), "a forged one");
        send(responder.expire(), asked);
        Awaitility.await().until(() -> ended.get() == 1);
    }

    @Test
    void otherAddressesOfThisMachineAreNotListenedAt() throws IOException {
        DatagramPacket asked = receive();
        // Linux gives all of 127.0.0.0/8 to loopback: a socket at every address would take it there.
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", asked.getPort());
        try (DatagramSocket free = new DatagramSocket(other)) {
            assertEquals(other, free.getLocalSocketAddress());
        }
        assertEquals("127.0.0.1", asked.getAddress().getHostAddress());
    }

    @Test
    void namedInterfaceIsSentFrom() {
        InterfaceChoice named = Interfaces.resolve(Optional.of(LOOPBACK.name()), Optional.empty());
        assertEquals("127.0.0.1", KeepAliveSender.source(named, "192.168.1.7"));
        assertEquals("127.0.0.1", KeepAliveSender.source(named, "127.0.0.1"));
    }

    @Test
    void routedInterfaceIsUsedByDefault() {
        InterfaceChoice towards = Interfaces.resolve(Optional.empty(), Optional.of(InetAddress.getLoopbackAddress()));
        assertEquals("127.0.0.1", KeepAliveSender.source(towards, "127.0.0.1"));
    }

    @Test
    void loopbackAndIpv6UseTheConnectionsAddress() throws IOException {
        Inet4Address lan = (Inet4Address) InetAddress.getByName("192.168.1.7");
        InterfaceChoice other = new InterfaceChoice("lan", LOOPBACK.networkInterface(), lan);
        assertEquals("192.168.1.7", KeepAliveSender.source(other, "192.168.1.8"));
        assertEquals("127.0.0.1", KeepAliveSender.source(other, "127.0.0.1"));
        assertEquals("fd00:0:0:0:0:0:0:6", KeepAliveSender.source(other, "fd00:0:0:0:0:0:0:6"));
    }

    @Test
    void aRegistryThatDoesNotAnswerIsReported() {
        Awaitility.await().until(() -> unanswered.get() == 1);
    }
}
