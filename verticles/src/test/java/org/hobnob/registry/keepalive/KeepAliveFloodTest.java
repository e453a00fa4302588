package org.hobnob.registry.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.hobnob.net.SocketDrops;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A flood of datagrams on loopback, at a socket whose buffer is small, so that it loses some on any machine. */
@Tag("slow")
class KeepAliveFloodTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SMALL_BUFFER = 1;
    private static final int BURST = 2_000;
    private static final long STEP_MS = 400;

    private final AtomicLong nowNs = new AtomicLong(1);
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private KeepAliveWatches watches;
    private KeepAliveLoop loop;
    private SocketDrops drops;
    private DatagramChannel flood;

    private final class Ends implements KeepAliveWatches.Outbox {
        @Override
        public void send(byte[] datagram, InetSocketAddress to) {
            loop.send(datagram, to);
        }

        @Override
        public void probe(SessionId session) {
            throw new AssertionError("nobody here can be probed");
        }

        @Override
        public void end(UserName user, SessionId session) {
            ended.add(user.shown());
        }
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "only Linux tells what a socket loses");
        watches = new KeepAliveWatches(Patience.DEFAULT, nowNs::get, new Ends());
        loop = KeepAliveLoop.open(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), SMALL_BUFFER, watches::receive);
        drops = SocketDrops.of(loop.address());
        flood = DatagramChannel.open();
        loop.execute(() -> {
            watches.sample(drops.count());
            watches.watch(new Watch(new UserName("kareem"), SessionId.ofBits(1), "127.0.0.1", Optional.empty()));
        });
    }

    @AfterEach
    void stop() throws IOException {
        if (loop != null) {
            loop.close();
            flood.close();
        }
    }

    /** Sends datagrams until the system says that some were lost. */
    private void floodUntilSomeAreLost() {
        long before = drops.count().orElseThrow();
        ByteBuffer datagram = ByteBuffer.wrap("KEEP_ALIVE nobody".getBytes(StandardCharsets.US_ASCII));
        InetSocketAddress to = loop.address();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < BURST; i++) {
                flood.send(datagram.rewind(), to);
            }
            return drops.count().orElseThrow() > before;
        });
    }

    /** Lets the clock of the watches run. */
    private void pass(long ms) {
        for (long at = 0; at < ms; at += STEP_MS) {
            CompletableFuture<Void> ticked = new CompletableFuture<>();
            loop.execute(() -> {
                nowNs.addAndGet(STEP_MS * 1_000_000);
                watches.sample(drops.count());
                watches.tick();
                ticked.complete(null);
            });
            ticked.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void floodEndsNoOriginalSession() {
        for (int seconds = 0; seconds < 12; seconds += 2) {
            floodUntilSomeAreLost();
            pass(2_000);
        }
        assertTrue(ended.isEmpty(), "nobody was heard for 12 s, in which datagrams were lost");
        pass(6_400);
        assertEquals(List.of("kareem"), List.copyOf(ended), "the flood is over, and kareem is silent still");
    }

    @Test
    void countIsThatOfTheOwnSocket() throws IOException {
        try (DatagramChannel other = DatagramChannel.open()) {
            // The same port at another address.
            other.bind(new InetSocketAddress(
                    InetAddress.getByName("127.0.0.2"), loop.address().getPort()));
            SocketDrops found = SocketDrops.of(loop.address());
            floodUntilSomeAreLost();
            assertEquals(drops.count(), found.count(), "the other socket has lost nothing");
        }
    }
}
