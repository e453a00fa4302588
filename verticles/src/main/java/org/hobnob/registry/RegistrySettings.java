package org.hobnob.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.limits.Rate;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.registry.bridge.BridgeSettings;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/**
 * The settings of a registry, grouped as in SPEC 11. To add one, add a component to the record to which it belongs, and a
 * key to the launcher's {@code RegistryKey}.
 *
 * @param name free text that is shown to peers; may be empty
 * @param sharesStore whether other registries may use the same store at the same time
 * @param doors where clients reach the registry
 * @param hashing how password hashes are computed
 * @param limits what one connection, address or account may do
 * @param rooms the limits of rooms and memberships
 * @param sessions how long sessions and resume tokens last
 * @param mail the bounds of mailboxes; empty if the registry keeps none
 * @param programs what other programs do in this one's place, and where they reach it
 */
public record RegistrySettings(
        String name,
        boolean sharesStore,
        Doors doors,
        Hashing hashing,
        Limits limits,
        Rooms rooms,
        Sessions sessions,
        Optional<BoxLimits> mail,
        Programs programs) {
    public RegistrySettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(doors, "doors");
        Objects.requireNonNull(hashing, "hashing");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(rooms, "rooms");
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(mail, "mail");
        Objects.requireNonNull(programs, "programs");
    }

    /**
     * Other programs on the registry's event bus.
     *
     * @param bridge where they reach it; empty for nowhere
     * @param serveRooms whether one of them serves rooms, in place of this program
     */
    public record Programs(Optional<BridgeSettings> bridge, boolean serveRooms) {
        /** There are none. */
        public static final Programs NONE = new Programs(Optional.empty(), false);

        /** @throws IllegalArgumentException if a program is to serve rooms, but none may */
        public Programs {
            Objects.requireNonNull(bridge, "bridge");
            boolean mayServe = bridge.filter(door -> door.access().served().contains(Addresses.ROOMS))
                    .isPresent();
            if (serveRooms && !mayServe) {
                throw new IllegalArgumentException("no program may serve " + Addresses.ROOMS);
            }
        }
    }

    /**
     * Where clients reach the registry, and how it talks to them.
     *
     * @param host the address to listen on, for TCP and UDP
     * @param port TCP port of the TLS server; 0 picks a free one
     * @param udpPort UDP port for keep-alives; 0 picks a free one
     * @param advertised the addresses at which peers of other registries find this one, {@code HOST} or {@code HOST:PORT};
     *     without a port, that of the TLS server is used
     * @param engine the TLS implementation
     * @param speaksOriginal whether to serve clients of the original dialect
     * @param requiresProof whether native clients must prove a key to log in or resume
     */
    public record Doors(
            String host,
            int port,
            int udpPort,
            List<String> advertised,
            TlsEngine engine,
            boolean speaksOriginal,
            boolean requiresProof) {
        public Doors {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(engine, "engine");
            advertised = List.copyOf(advertised);
        }
    }

    /**
     * How password hashes are computed.
     *
     * @param cost the cost of one hash
     * @param threads how many hashes are computed at the same time, at least 1
     * @param queue how many hashes may be computed or waiting at the same time, at least 1
     */
    public record Hashing(HashCost cost, int threads, int queue) {
        /** @throws IllegalArgumentException if a number is below 1 */
        public Hashing {
            Objects.requireNonNull(cost, "cost");
            if (threads < 1 || queue < 1) {
                throw new IllegalArgumentException("the hash threads and the hash queue must be at least 1");
            }
        }
    }

    /**
     * What one connection, address or account may do.
     *
     * @param logins how many failed logins are allowed
     * @param hashes how many password hashes may be begun
     * @param registrations how many accounts one address may register
     * @param door how many connections and requests are allowed, and whether loopback addresses are exempt from all limits
     *     per address
     */
    public record Limits(LoginLimits logins, HashLimits hashes, Rate registrations, DoorLimits door) {
        /** Registrations, and looks whether a name is free, that a class of 60 behind one address does not exceed. */
        public static final Rate REGISTRATIONS = new Rate(200, 2_000);

        public Limits {
            Objects.requireNonNull(logins, "logins");
            Objects.requireNonNull(hashes, "hashes");
            Objects.requireNonNull(registrations, "registrations");
            Objects.requireNonNull(door, "door");
        }

        /** Whether loopback addresses are exempt from all limits per address. */
        public boolean spareLoopback() {
            return door.spareLoopback();
        }
    }

    /**
     * The limits of rooms and memberships.
     *
     * @param limits how many members a room and how many rooms a user may have
     * @param groups the multicast groups that are assigned to rooms
     * @param graceMs how long an absent user's places are kept, in milliseconds, 0 or more
     */
    public record Rooms(RoomLimits limits, GroupRange groups, long graceMs) {
        /** @throws IllegalArgumentException if the time is negative */
        public Rooms {
            Objects.requireNonNull(limits, "limits");
            Objects.requireNonNull(groups, "groups");
            if (graceMs < 0) {
                throw new IllegalArgumentException("the grace period must not be negative");
            }
        }
    }

    /**
     * How long sessions and resume tokens last.
     *
     * @param patience how long a session may be silent
     * @param tokenLifeS how long a resume token is valid, in seconds, at least 1
     */
    public record Sessions(Patience patience, long tokenLifeS) {
        /** @throws IllegalArgumentException if the time is below 1 */
        public Sessions {
            Objects.requireNonNull(patience, "patience");
            if (tokenLifeS < 1) {
                throw new IllegalArgumentException("a resume token must be valid for at least 1 second");
            }
        }
    }
}
