package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.hobnob.net.SocketDrops;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.KeepAliveTicker;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a flood on the keep-alive port costs the honest: {@code -Pfaults -Dtest=FloodFigures
 * -Dhobnob.flood.rate=50000}. Prints how long requests took before and during the flood, and fails if anybody lost the session.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
class FloodFigures {
    private static final int RATE = Integer.getInteger("hobnob.flood.rate", 50_000);
    private static final int SECONDS = Integer.getInteger("hobnob.flood.seconds", 10);
    private static final String TEXT = System.getProperty("hobnob.flood.text", "KEEP_ALIVE nobody");
    private static final int REQUESTS_PER_SECOND = 50;
    private static final long NS_PER_S = 1_000_000_000;

    @TempDir
    Path folder;

    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Sends at the rate until it is over; returns how many datagrams left. */
    private long flood(int port) {
        ByteBuffer datagram = ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.US_ASCII));
        InetSocketAddress to = new InetSocketAddress("127.0.0.1", port);
        long sent = 0;
        try (DatagramChannel channel = DatagramChannel.open()) {
            long begunNs = System.nanoTime();
            while (!isOver.get()) {
                long due = (System.nanoTime() - begunNs) * RATE / NS_PER_S;
                for (; sent < due; sent++) {
                    channel.send(datagram.rewind(), to);
                }
                LockSupport.parkNanos(200_000);
            }
            return sent;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks at a steady rate, and counts from when each question should have left. */
    private static String waits(NativeClient asker, int seconds) {
        long[] waitsNs = new long[seconds * REQUESTS_PER_SECOND];
        long begunNs = System.nanoTime();
        for (int i = 0; i < waitsNs.length; i++) {
            long plannedNs = begunNs + i * NS_PER_S / REQUESTS_PER_SECOND;
            while (System.nanoTime() < plannedNs) {
                LockSupport.parkNanos(plannedNs - System.nanoTime());
            }
            assertEquals("PONG <SUCCESS> <200>", asker.ask("PING"));
            waitsNs[i] = System.nanoTime() - plannedNs;
        }
        Arrays.sort(waitsNs);
        return String.format(
                "p50 %.2f ms, p99 %.2f ms, most %.2f ms",
                waitsNs[waitsNs.length / 2] / 1e6,
                waitsNs[waitsNs.length * 99 / 100] / 1e6,
                waitsNs[waitsNs.length - 1] / 1e6);
    }

    @Test
    void nobodyIsTakenForGone() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().patience(Patience.DEFAULT))) {
            String user = name("kareem");
            OriginalClient original = registry.originalUser(user);
            try (KeepAliveTicker ticker = original.tick(user, 1_000)) {
                NativeClient asker = registry.newUser(name("dana"));
                SocketDrops drops = SocketDrops.of(new InetSocketAddress("127.0.0.1", registry.udpPort()));
                waits(asker, 2);
                System.out.println("before the flood: " + waits(asker, SECONDS));
                CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> flood(registry.udpPort()));
                System.out.println("during the flood: " + waits(asker, SECONDS));
                String found = asker.ask("SEARCH_USER " + user);
                isOver.set(true);
                System.out.println(sent.join() / SECONDS + " datagrams a second, lost in all: " + drops.count()
                        + ", keep-alives of the original: " + ticker.sent());
                assertEquals("SEARCH_USER_RESPONSE <SUCCESS> <200>", found.substring(0, 36), found);
            }
        }
    }
}
