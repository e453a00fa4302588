package org.hobnob.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Subnets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks multicast DNS on some network interfaces, on a thread of its own, with a {@link Station} for each. Sends through
 * that interface only, ignores datagrams from addresses outside its network, and has a {@link DatagramBudget}, so that a
 * flood costs the flooder's announcements and nothing else. Interfaces that come and go later are followed.
 */
final class MulticastDns implements AutoCloseable {
    /**
     * Where multicast DNS is spoken.
     *
     * @param group an IPv4 multicast group
     */
    record Place(InetAddress group, int port) {
        /** That of RFC 6762, 3. */
        static final Place STANDARD = at("224.0.0.251", 5353);

        static Place at(String group, int port) {
            try {
                return new Place(InetAddress.getByName(group), port);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(group, e);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(MulticastDns.class);
    private static final long SECOND_MS = 1_000;
    private static final long LOOK_AGAIN_MS = 10_000;
    private static final int TTL = 255;
    private static final boolean IS_LINUX = System.getProperty("os.name", "").startsWith("Linux");

    private final Place place;
    private final Supplier<List<InterfaceChoice>> interfaces;
    private final Function<InterfaceChoice, Station> stations;
    private final Selector selector;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hobnob-discovery");
    private final ByteBuffer buffer = ByteBuffer.allocate(DnsMessage.MAX_BYTES + 1);
    private final DatagramBudget budget = new DatagramBudget(nowMs());
    private long lookAgainMs;

    private record Link(InterfaceChoice choice, DatagramChannel channel, Station station) {}

    /**
     * Starts. What cannot be opened is logged, and tried again later.
     *
     * @param interfaces those to use; asked again every ten seconds, on the thread
     */
    MulticastDns(Place place, Supplier<List<InterfaceChoice>> interfaces, Function<InterfaceChoice, Station> stations) {
        this.place = place;
        this.interfaces = interfaces;
        this.stations = stations;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void run() {
        lookAgainMs = nowMs();
        try {
            while (closing.getCount() > 0) {
                turn();
            }
            links.values().forEach(link -> link.station().last().ifPresent(bytes -> send(link, bytes)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("registries are neither found nor announced any more: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            links.values().forEach(MulticastDns::close);
            close(selector);
        }
    }

    private void turn() throws IOException, InterruptedException {
        if (nowMs() >= lookAgainMs) {
            follow(interfaces.get());
            lookAgainMs = nowMs() + (links.isEmpty() ? SECOND_MS : LOOK_AGAIN_MS);
        }
        for (Link link : links.values()) {
            link.station().due(nowMs()).ifPresent(bytes -> send(link, bytes));
        }
        long dueMs = links.values().stream()
                .mapToLong(link -> link.station().dueAtMs())
                .reduce(lookAgainMs, Math::min);
        long waitMs = dueMs - nowMs();
        if (waitMs > 0) {
            selector.select(waitMs);
        } else {
            selector.selectNow();
        }
        receive();
    }

    private void follow(List<InterfaceChoice> now) {
        List<String> names = now.stream().map(InterfaceChoice::toString).toList();
        links.entrySet().removeIf(entry -> {
            boolean gone = !names.contains(entry.getKey());
            if (gone) {
                close(entry.getValue());
            }
            return gone;
        });
        now.stream().filter(choice -> !links.containsKey(choice.toString())).forEach(this::open);
    }

    private void open(InterfaceChoice choice) {
        try {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                configure(channel, choice);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            Link link = new Link(choice, channel, stations.apply(choice));
            channel.register(selector, SelectionKey.OP_READ, link);
            links.put(choice.toString(), link);
        } catch (IOException | RuntimeException e) {
            LOG.info("no multicast DNS on {}: {}", choice, e.toString());
        }
    }

    /**
     * Other programs of this machine share the port. Linux takes sockets that share it by SO_REUSEPORT as one, and may hand
     * a datagram of one interface to the socket of another; there SO_REUSEADDR is enough. Other systems need both.
     */
    private void configure(DatagramChannel channel, InterfaceChoice choice) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (!IS_LINUX && channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, choice.networkInterface());
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        channel.bind(new InetSocketAddress(place.port()));
        channel.join(place.group(), choice.networkInterface());
        channel.configureBlocking(false);
    }

    private void receive() throws IOException, InterruptedException {
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
            SelectionKey key = ready.next();
            ready.remove();
            if (!isWithinBudget()) {
                return;
            }
            Link link = (Link) key.attachment();
            buffer.clear();
            InetSocketAddress from = (InetSocketAddress) link.channel().receive(buffer);
            if (from != null
                    && from.getAddress() instanceof Inet4Address address
                    && Subnets.contains(link.choice(), address)
                    && budget.mayBeHeard(address, nowMs())) {
                byte[] datagram = new byte[buffer.flip().remaining()];
                buffer.get(datagram);
                link.station().heard(datagram, from, nowMs());
            }
        }
    }

    /** Beyond the bound it waits for the next second, and the system drops what comes meanwhile. */
    private boolean isWithinBudget() throws InterruptedException {
        long waitMs = budget.untilRead(nowMs());
        return waitMs == 0 || !closing.await(waitMs, TimeUnit.MILLISECONDS) && isWithinBudget();
    }

    private void send(Link link, byte[] datagram) {
        try {
            link.channel().send(ByteBuffer.wrap(datagram), new InetSocketAddress(place.group(), place.port()));
        } catch (IOException e) {
            LOG.debug("nothing sent on {}: {}", link.choice(), e.toString());
        }
    }

    private static void close(Link link) {
        close(link.channel());
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            LOG.debug("not closed: {}", e.toString());
        }
    }

    /** Takes back what was announced and ends within a second. May be called from any thread but an event loop. */
    @Override
    public void close() {
        closing.countDown();
        selector.wakeup();
        try {
            thread.join(SECOND_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
