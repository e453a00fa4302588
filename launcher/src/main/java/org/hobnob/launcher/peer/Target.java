package org.hobnob.launcher.peer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.protocol.message.value.HostPort;

/**
 * Where to connect to, and what for.
 *
 * @param registries addresses of registries that serve the same users, in the order to try; at least one
 * @param key that they must show; empty if the profile's files say, or if nobody knows yet
 * @param source where the addresses come from
 */
record Target(List<HostPort> registries, Optional<Pin> key, Source source, Arrival arrival) {
    /** Where a target comes from. */
    enum Source {
        /** The command line. */
        NAMED("was given"),
        /** The profile: where it was last. */
        LAST("is trusted"),
        /** The person typed the address. */
        TYPED("is trusted"),
        /** An announcement on the network. */
        FOUND("was announced"),
        /** A join link. */
        LINK("is in the link"),
        /** This program started it. */
        OWN("was made");

        private final String expectation;

        Source(String expectation) {
            this.expectation = expectation;
        }

        /** How another key than that which the registry shows came to be expected. */
        String expectation() {
            return expectation;
        }
    }

    Target {
        registries = List.copyOf(registries);
        Objects.requireNonNull(arrival, "arrival");
    }

    static Target of(List<HostPort> registries, Source source) {
        return new Target(registries, Optional.empty(), source, Arrival.PLAIN);
    }

    /** The addresses, as they are typed. */
    String words() {
        return registries.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }
}
