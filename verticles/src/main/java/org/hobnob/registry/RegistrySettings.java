package org.hobnob.registry;

import java.util.List;
import java.util.Objects;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.RoomLimits;

/**
 * What a registry is told at its start, in the groups of SPEC 11. A new limit becomes a component of the record it belongs
 * to, and a key of the launcher's table.
 *
 * @param name free text, told to peers; may be empty
 * @param sharesStore whether other registries may use the same store at the same time
 * @param doors where clients reach it
 * @param hashing what password hashes cost
 * @param limits what one address or account may do
 * @param rooms what bounds rooms and places in them
 * @param sessions how long logins last
 */
public record RegistrySettings(
        String name, boolean sharesStore, Doors doors, Hashing hashing, Limits limits, Rooms rooms, Sessions sessions) {
    public RegistrySettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(doors, "doors");
        Objects.requireNonNull(hashing, "hashing");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(rooms, "rooms");
        Objects.requireNonNull(sessions, "sessions");
    }

    /**
     * Where clients reach the registry, and how it speaks to them.
     *
     * @param host the address to listen at, for TCP and UDP
     * @param port TCP port of the TLS door; 0 for a free one
     * @param udpPort UDP port for keep-alives; 0 for a free one
     * @param advertised where peers of other registries find this one, {@code HOST} or {@code HOST:PORT}; a host without
     *     a port has that of the TLS door
     * @param engine the TLS implementation
     * @param speaksOriginal whether clients of the original dialect are served
     */
    public record Doors(
            String host, int port, int udpPort, List<String> advertised, TlsEngine engine, boolean speaksOriginal) {
        public Doors {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(engine, "engine");
            advertised = List.copyOf(advertised);
        }
    }

    /**
     * What password hashes cost.
     *
     * @param cost of one hash
     * @param threads how many hashes are computed at a time, at least 1
     * @param queue how many may be asked for at a time, those under way included, at least 1
     */
    public record Hashing(HashCost cost, int threads, int queue) {
        /** @throws IllegalArgumentException where a number is out of range */
        public Hashing {
            Objects.requireNonNull(cost, "cost");
            if (threads < 1 || queue < 1) {
                throw new IllegalArgumentException("hash threads and hash queue count from 1");
            }
        }
    }

    /**
     * What one address or account may do.
     *
     * @param logins how many failed logins are let through
     * @param registrations how many accounts one address may make
     * @param spareLoopback whether loopback is free of the limits per address
     */
    public record Limits(LoginLimits logins, Bucket registrations, boolean spareLoopback) {
        public Limits {
            Objects.requireNonNull(logins, "logins");
            Objects.requireNonNull(registrations, "registrations");
        }
    }

    /**
     * A bucket of permissions that fills again with time.
     *
     * @param burst how many are given at once, at least 1
     * @param refillMs after how many milliseconds there is one more, at least 1
     */
    public record Bucket(int burst, long refillMs) {
        /** @throws IllegalArgumentException where a number is out of range */
        public Bucket {
            if (burst < 1 || refillMs < 1) {
                throw new IllegalArgumentException("a burst and its refill time count from 1");
            }
        }
    }

    /**
     * What bounds rooms and places in them.
     *
     * @param limits how many members and rooms
     * @param graceMs how long an absent user's places are kept, in milliseconds; 0 or more
     */
    public record Rooms(RoomLimits limits, long graceMs) {
        /** @throws IllegalArgumentException where the time is negative */
        public Rooms {
            Objects.requireNonNull(limits, "limits");
            if (graceMs < 0) {
                throw new IllegalArgumentException("the time of grace is negative");
            }
        }
    }

    /**
     * How long logins last.
     *
     * @param patience how long silence lasts
     * @param tokenLifeS how long a resume token is good, in seconds, at least 1
     */
    public record Sessions(Patience patience, long tokenLifeS) {
        /** @throws IllegalArgumentException where the time is below 1 */
        public Sessions {
            Objects.requireNonNull(patience, "patience");
            if (tokenLifeS < 1) {
                throw new IllegalArgumentException("a resume token is good for 1 second at least");
            }
        }
    }
}
