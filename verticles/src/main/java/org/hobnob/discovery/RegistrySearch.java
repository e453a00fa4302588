package org.hobnob.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Subnets;

/** Looks for registries on the network until it is closed. Blocking; thread-safe. */
public final class RegistrySearch implements AutoCloseable {
    /** Where registries are asked for (RFC 6762, 3). */
    public static final InetSocketAddress GROUP =
            new InetSocketAddress(MulticastDns.Place.STANDARD.group(), MulticastDns.Place.STANDARD.port());

    private final FoundRegistries found = new FoundRegistries();
    private final MulticastDns dns;
    private long newsAtMs;
    private Runnable listener = () -> {};

    private RegistrySearch(MulticastDns.Place place, Supplier<List<InterfaceChoice>> interfaces) {
        dns = new MulticastDns(place, interfaces, choice -> {
            Predicate<Inet4Address> isHere = address -> Subnets.contains(choice, address);
            return new AskingStation(isHere, this::add, place.port(), MulticastDns.nowMs());
        });
    }

    /** Begins to look on these interfaces, which are asked for again while it looks. */
    public static RegistrySearch on(Supplier<List<InterfaceChoice>> interfaces) {
        return new RegistrySearch(MulticastDns.Place.STANDARD, interfaces);
    }

    /** Returns the datagram that asks which registries are there; a new array. */
    public static byte[] question() {
        return AskingStation.question();
    }

    static RegistrySearch at(MulticastDns.Place place, Supplier<List<InterfaceChoice>> interfaces) {
        return new RegistrySearch(place, interfaces);
    }

    private void add(Announced one, InetAddress sender) {
        Runnable told;
        synchronized (this) {
            if (!found.add(one, sender)) {
                return;
            }
            newsAtMs = MulticastDns.nowMs();
            notifyAll();
            told = listener;
        }
        told.run();
    }

    /**
     * Waits until nothing new has been found for a while.
     *
     * @param mostMs how long to wait at most, also if nothing was found at all
     * @param quietMs how long after the last find
     */
    public synchronized List<Found> await(long mostMs, long quietMs) throws InterruptedException {
        long endMs = MulticastDns.nowMs() + mostMs;
        while (true) {
            long untilMs = found.all().isEmpty() ? endMs : Math.min(endMs, newsAtMs + quietMs);
            long leftMs = untilMs - MulticastDns.nowMs();
            if (leftMs <= 0) {
                return found.all();
            }
            TimeUnit.MILLISECONDS.timedWait(this, leftMs);
        }
    }

    /** Returns what has been found so far, in an order in which later finds come last; at most 16. */
    public synchronized List<Found> found() {
        return found.all();
    }

    /** Returns whether there were more than are listed. */
    public synchronized boolean more() {
        return found.more();
    }

    /** Has the listener told of each later find, on the thread that looks. */
    public synchronized void listen(Runnable next) {
        listener = next;
    }

    @Override
    public void close() {
        dns.close();
    }
}
