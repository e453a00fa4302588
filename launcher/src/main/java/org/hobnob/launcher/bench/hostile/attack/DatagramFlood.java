package org.hobnob.launcher.bench.hostile.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hobnob.discovery.RegistrySearch;
import org.hobnob.launcher.bench.hostile.client.Place;
import org.hobnob.net.Interfaces;

/** Small datagrams at one port, from a thread of its own, because an event loop cannot send so many. */
final class DatagramFlood implements Attack {
    private static final long NS_PER_S = 1_000_000_000;
    private static final long STEP_NS = 1_000_000;

    private final int perSecond;
    private final Function<Place, InetSocketAddress> to;
    private final List<byte[]> sorts;

    /**
     * @param to where they are sent, a unicast address or, on loopback, a multicast group
     * @param sorts what they say, in turn
     */
    DatagramFlood(int perSecond, Function<Place, InetSocketAddress> to, List<byte[]> sorts) {
        this.perSecond = perSecond;
        this.to = to;
        this.sorts = sorts;
    }

    /** Some of the sorts that arrive at the port of keep-alives, none of them good for anything. */
    static DatagramFlood keepAlives(int perSecond) {
        return new DatagramFlood(
                perSecond,
                place -> new InetSocketAddress(place.host(), place.udpPort()),
                Stream.of(
                                "?",
                                "KEEP_ALIVE nobody",
                                "KEEP_ALIVE nobody 3 s=" + "0".repeat(16) + " n=1 p=000 t=" + "0".repeat(32))
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .toList());
    }

    /** Questions which registries are there. */
    static DatagramFlood queries(int perSecond) {
        return new DatagramFlood(perSecond, place -> RegistrySearch.GROUP, List.of(RegistrySearch.question()));
    }

    @Override
    public void begin(Ground ground) {
        Thread sender = new Thread(() -> send(ground), "datagrams");
        sender.setDaemon(true);
        sender.start();
    }

    private void send(Ground ground) {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF, Interfaces.loopback().networkInterface());
            channel.bind(new InetSocketAddress(Ground.address(0), 0));
            channel.connect(to.apply(ground.dialer().place()));
            long startNs = System.nanoTime();
            long sent = 0;
            while (!ground.isOver()) {
                long due = (System.nanoTime() - startNs) * perSecond / NS_PER_S;
                long before = sent;
                // What is late by more than a step is not made up for: the rate is a limit.
                for (sent = Math.max(sent, due - perSecond * STEP_NS / NS_PER_S); sent < due; sent++) {
                    channel.write(ByteBuffer.wrap(sorts.get((int) (sent % sorts.size()))));
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
