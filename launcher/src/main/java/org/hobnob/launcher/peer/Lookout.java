package org.hobnob.launcher.peer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hobnob.discovery.Found;
import org.hobnob.discovery.RegistrySearch;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.InterfaceRefusedException;
import org.hobnob.net.Interfaces;
import org.hobnob.net.Subnets;
import org.hobnob.protocol.message.value.HostPort;

/** Who is on the network, as far as it is looked for. */
interface Lookout extends AutoCloseable {
    /** Nobody looks. */
    Lookout NONE = new Lookout() {
        @Override
        public boolean isLooking() {
            return false;
        }

        @Override
        public List<Found> await() {
            return List.of();
        }

        @Override
        public List<Found> found() {
            return List.of();
        }

        @Override
        public void listen(Runnable next) {
            // There is no news.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    boolean isLooking();

    /** Waits a second or two, and returns what was found by then. */
    List<Found> await();

    /** Returns what has been found so far; later finds come last. */
    List<Found> found();

    /** Has the listener told of later finds, on another thread. */
    void listen(Runnable next);

    @Override
    void close();

    /**
     * Begins to look.
     *
     * @param named the interface to look on; empty for all
     */
    static Lookout on(Optional<String> named) {
        RegistrySearch search = RegistrySearch.on(() -> Interfaces.forDiscovery(named, Optional.empty()));
        Optional<InterfaceChoice> usual = usual(named);
        return new Lookout() {
            @Override
            public boolean isLooking() {
                return true;
            }

            @Override
            public List<Found> await() {
                try {
                    search.await(MOST_MS, QUIET_MS);
                    return found();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
                }
            }

            @Override
            public List<Found> found() {
                return search.found().stream()
                        .map(one -> new Found(one.name(), one.key(), sorted(one.addresses(), usual)))
                        .toList();
            }

            @Override
            public void listen(Runnable next) {
                search.listen(next);
            }

            @Override
            public void close() {
                search.close();
            }
        };
    }

    /** An answer may be delayed by a second (SPEC 2.9). */
    long MOST_MS = 1_500;

    /** Others answer the same question at about the same time. */
    long QUIET_MS = 300;

    /** The interface that multicast goes through, if none is named: it has most of the people. */
    static Optional<InterfaceChoice> usual(Optional<String> named) {
        try {
            return Optional.of(Interfaces.resolve(named, Optional.of(InetAddress.getByName("224.0.0.251"))));
        } catch (InterfaceRefusedException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts the addresses first through which other machines can be reached too: the peer speaks with others on the interface
     * towards its registry.
     */
    static List<HostPort> sorted(List<HostPort> addresses, Optional<InterfaceChoice> usual) {
        Comparator<HostPort> order = Comparator.comparing(address -> rank(address, usual));
        return addresses.stream().sorted(order).toList();
    }

    private static int rank(HostPort address, Optional<InterfaceChoice> usual) {
        try {
            InetAddress at = InetAddress.getByName(address.host());
            if (at.isLoopbackAddress()) {
                return 2;
            }
            return at instanceof Inet4Address four
                            && usual.filter(choice -> Subnets.contains(choice, four))
                                    .isPresent()
                    ? 0
                    : 1;
        } catch (UnknownHostException e) {
            return 1;
        }
    }
}
