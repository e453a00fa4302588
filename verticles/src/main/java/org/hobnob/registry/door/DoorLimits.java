package org.hobnob.registry.door;

import java.util.Objects;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;

/**
 * The limits of the TLS server.
 *
 * @param connections how many connections there may be
 * @param times how long a connection may take for each step
 * @param crowd when connections that have said nothing must hurry
 * @param requests how much may be asked
 * @param spareLoopback whether loopback addresses are exempt from the limits per address
 */
public record DoorLimits(
        ConnectionLimits connections, Times times, Crowd crowd, Requests requests, boolean spareLoopback) {
    public DoorLimits {
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(crowd, "crowd");
        Objects.requireNonNull(requests, "requests");
    }

    /** How many connections there may be in total. */
    public int mostConnections() {
        return connections.most();
    }

    /**
     * How long a connection may take for each step, in milliseconds, each at least 1.
     *
     * @param handshakeMs for the TLS handshake
     * @param firstByteMs from then to the first byte
     * @param loginMs for a native client, from then to its login, and from its logout to the next
     * @param originalLoginMs likewise for an original client, which connects before its user is asked anything
     * @param unreadMs to read the answers that fill its queue
     * @param idleMs to read or send anything while something waits to be read
     */
    public record Times(
            long handshakeMs, long firstByteMs, long loginMs, long originalLoginMs, long unreadMs, long idleMs) {
        /** @throws IllegalArgumentException if a time is below 1 */
        public Times {
            if (Math.min(Math.min(handshakeMs, firstByteMs), Math.min(loginMs, originalLoginMs)) < 1
                    || Math.min(unreadMs, idleMs) < 1) {
                throw new IllegalArgumentException("each time of a connection must be at least 1 ms");
            }
        }
    }

    /**
     * When connections that have said nothing must hurry.
     *
     * @param most how many of them there may be, at least 1; more are a crowd
     * @param patienceMs how long a handshake, and then the first byte, may take while there is a crowd, in milliseconds, at
     *     least 1
     */
    public record Crowd(int most, long patienceMs) {
        /** @throws IllegalArgumentException if a number is below 1 */
        public Crowd {
            if (most < 1 || patienceMs < 1) {
                throw new IllegalArgumentException("a crowd must be allowed at least 1 connection and 1 ms");
            }
        }
    }

    /**
     * How much one connection may ask.
     *
     * @param any requests of all kinds
     * @param lists requests whose answers are lists
     * @param changes requests that change something
     * @param changesOfUser the same of one user, over all connections one after the other
     * @param nonsense lines that are no requests; the connection is closed beyond
     * @param addressTimes how many times as much one address may ask over all its connections, at least 1
     * @param pauseMs how long a request may wait for its turn, in milliseconds; beyond it is refused after that time
     * @param ahead what becomes of requests that are sent before the answers to earlier ones
     */
    public record Requests(
            Rate any,
            Rate lists,
            Rate changes,
            Rate changesOfUser,
            Rate nonsense,
            int addressTimes,
            long pauseMs,
            Ahead ahead) {
        /** @throws IllegalArgumentException if a number is too small */
        public Requests {
            Objects.requireNonNull(any, "any");
            Objects.requireNonNull(lists, "lists");
            Objects.requireNonNull(changes, "changes");
            Objects.requireNonNull(changesOfUser, "changesOfUser");
            Objects.requireNonNull(nonsense, "nonsense");
            Objects.requireNonNull(ahead, "ahead");
            if (addressTimes < 1 || pauseMs < 1) {
                throw new IllegalArgumentException(
                        "an address must be allowed as much as a connection, and a request must be allowed to wait 1 ms");
            }
        }
    }

    /**
     * What becomes of requests that are sent before the answers to earlier ones.
     *
     * @param withoutTurns how many of one connection do not take turns with those of other addresses
     * @param atWork how many that take turns are answered at the same time, at least 1
     */
    public record Ahead(Rate withoutTurns, int atWork) {
        /** @throws IllegalArgumentException if none could be answered */
        public Ahead {
            Objects.requireNonNull(withoutTurns, "withoutTurns");
            if (atWork < 1) {
                throw new IllegalArgumentException("at least 1 request that was sent ahead must be answered at a time");
            }
        }
    }
}
