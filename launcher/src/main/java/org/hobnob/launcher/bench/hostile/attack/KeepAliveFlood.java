package org.hobnob.launcher.bench.hostile.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hobnob.launcher.bench.hostile.client.Place;

/** Small datagrams at the port of keep-alives, from a thread of its own, because an event loop cannot send so many. */
final class KeepAliveFlood implements Attack {
    private static final long NS_PER_S = 1_000_000_000;
    private static final long STEP_NS = 1_000_000;

    private static final List<byte[]> SORTS = List.of(
            "?".getBytes(StandardCharsets.US_ASCII),
            "KEEP_ALIVE nobody".getBytes(StandardCharsets.US_ASCII),
            ("KEEP_ALIVE nobody 3 s=" + "0".repeat(16) + " n=1 p=000 t=" + "0".repeat(32))
                    .getBytes(StandardCharsets.US_ASCII));

    private final int perSecond;

    KeepAliveFlood(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public void begin(Ground ground) {
        Thread sender = new Thread(() -> send(ground), "datagrams");
        sender.setDaemon(true);
        sender.start();
    }

    private void send(Ground ground) {
        Place place = ground.dialer().place();
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(Ground.address(0), 0));
            channel.connect(new InetSocketAddress(place.host(), place.udpPort()));
            long startNs = System.nanoTime();
            long sent = 0;
            while (!ground.isOver()) {
                long due = (System.nanoTime() - startNs) * perSecond / NS_PER_S;
                long before = sent;
                // What is late by more than a step is not made up for: the rate is a limit.
                for (sent = Math.max(sent, due - perSecond * STEP_NS / NS_PER_S); sent < due; sent++) {
                    channel.write(ByteBuffer.wrap(SORTS.get((int) (sent % SORTS.size()))));
                }
                long more = sent - before;
                ground.vertx().runOnContext(counted -> ground.tally().sent(more));
                LockSupport.parkNanos(STEP_NS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
