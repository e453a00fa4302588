package org.hobnob.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.protocol.sim.LinkFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FaultyDatagramsTest {
    private static final int COUNT = 400;
    /** A socket's buffer has room for them. */
    private static final int AT_ONCE = 50;

    private static final String HOST = "127.0.0.1";

    private final Vertx sound = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        done(sound.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    /** What of the numbers sent one after the other came, in its order. */
    private List<String> heard(LinkFaults faults, long seed) throws Exception {
        List<Boolean> seen = new CopyOnWriteArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        FaultyDatagrams edge = new FaultyDatagrams(seed, (datagram, lost) -> seen.add(lost));
        edge.faults(faults);
        Vertx vertx = edge.vertx(new VertxOptions());
        try {
            DatagramSocket receiver = vertx.createDatagramSocket(new DatagramSocketOptions());
            done(receiver.listen(0, HOST));
            receiver.handler(packet -> heard.add(packet.data().toString()));
            DatagramSocket sender = sound.createDatagramSocket(new DatagramSocketOptions());
            for (int i = 0; i < COUNT; i++) {
                done(sender.send("number " + i, receiver.localAddress().port(), HOST));
                if (i % AT_ONCE == AT_ONCE - 1) {
                    int sent = i + 1;
                    Awaitility.await().until(() -> seen.size() == sent);
                }
            }
            edge.faults(LinkFaults.NONE);
            Awaitility.await().until(() -> {
                done(sender.send("end", receiver.localAddress().port(), HOST));
                return heard.contains("end");
            });
            heard.removeIf("end"::equals);
            return List.copyOf(heard);
        } finally {
            done(vertx.close());
        }
    }

    private static List<String> all() {
        return IntStream.range(0, COUNT).mapToObj(i -> "number " + i).toList();
    }

    @Test
    void withoutFaultsAllPasses() throws Exception {
        assertEquals(all(), heard(LinkFaults.NONE, 1));
    }

    @Test
    void theSeedSaysWhatIsLost() throws Exception {
        LinkFaults faults = LinkFaults.NONE.withLoss(0.2);
        List<String> heard = heard(faults, 1);
        assertEquals(heard, heard(faults, 1));
        assertNotEquals(heard, heard(faults, 2));
        assertTrue(heard.size() > COUNT * 0.7 && heard.size() < COUNT * 0.9, () -> heard.size() + " came");
    }

    @Test
    void someComeTwiceAndSomeDamaged() throws Exception {
        List<String> heard = heard(LinkFaults.NONE.withDuplicates(0.1).withCorruption(0.1), 1);
        assertTrue(heard.size() > COUNT, () -> heard.size() + " came");
        assertTrue(heard.stream().distinct().count() > COUNT * 0.9);
        assertTrue(heard.stream().anyMatch(text -> !all().contains(text)));
    }

    @Test
    void theyOvertakeEachOtherOnALongWay() throws Exception {
        List<String> heard = heard(LinkFaults.NONE.withDelay(0, 20), 1);
        assertNotEquals(all().subList(0, heard.size()), heard);
    }

    @Test
    void aProxyForDatagramsAnswersWhoAsked() throws Exception {
        DatagramSocket server = sound.createDatagramSocket(new DatagramSocketOptions());
        done(server.listen(0, HOST));
        server.handler(packet -> server.send(
                packet.data(), packet.sender().port(), packet.sender().host()));
        try (UdpProxy proxy =
                UdpProxy.to(new InetSocketAddress(HOST, server.localAddress().port()), 1)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 2; i++) {
                String name = "client " + i;
                DatagramSocket client = sound.createDatagramSocket(new DatagramSocketOptions());
                done(client.listen(0, HOST));
                client.handler(packet -> heard.add(name + " hears " + packet.data()));
                done(client.send("the words of " + name, proxy.port(), HOST));
            }
            Awaitility.await().until(() -> heard.size() == 2);
            assertTrue(heard.containsAll(
                    List.of("client 0 hears the words of client 0", "client 1 hears the words of client 1")));
            proxy.faults(LinkFaults.NONE.withLoss(1));
            DatagramSocket client = sound.createDatagramSocket(new DatagramSocketOptions());
            done(client.listen(0, HOST));
            client.handler(packet -> heard.add("after the hole: " + packet.data()));
            done(client.send("lost", proxy.port(), HOST));
            // What comes from the same client comes after it.
            Awaitility.await().until(() -> proxy.seen() == 3);
            proxy.faults(LinkFaults.NONE);
            done(client.send("found", proxy.port(), HOST));
            Awaitility.await().until(() -> heard.size() == 3);
            assertEquals("after the hole: found", heard.get(2));
        }
    }
}
