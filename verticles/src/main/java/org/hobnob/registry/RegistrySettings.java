package org.hobnob.registry;

import java.util.List;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/**
 * What a registry is told at its start.
 *
 * @param name free text, told to peers; may be empty
 * @param host the address to listen at
 * @param port TCP port of the TLS door; 0 for a free one
 * @param udpPort UDP port for keep-alives; 0 for a free one
 * @param advertised where peers of other registries find this one, {@code HOST} or {@code HOST:PORT}; a host without a
 *     port has that of the TLS door
 * @param engine the TLS implementation
 * @param speaksOriginal whether clients of the original dialect are served
 * @param sharesStore whether other registries may use the same store at the same time
 * @param hashCost what a stored password costs to verify
 * @param hashThreads how many hashes are computed at a time, at least 1
 * @param hashQueue how many may be asked for at a time, those under way included
 * @param loginLimits how many failed logins are let through
 * @param registrationBurst how many accounts one address may make at once
 * @param registrationRefillMs after how many milliseconds it may make one more
 * @param spareLoopback whether loopback is free of the limits per address
 * @param rooms what bounds rooms
 * @param roomGroups where Hobnob's members of rooms reach each other by multicast
 * @param graceMs how long an absent user's places are kept, in milliseconds
 * @param patience how long silence lasts
 * @param tokenLifeS how long a resume token is good, in seconds
 */
public record RegistrySettings(
        String name,
        String host,
        int port,
        int udpPort,
        List<String> advertised,
        TlsEngine engine,
        boolean speaksOriginal,
        boolean sharesStore,
        HashCost hashCost,
        int hashThreads,
        int hashQueue,
        LoginLimits loginLimits,
        int registrationBurst,
        long registrationRefillMs,
        boolean spareLoopback,
        RoomLimits rooms,
        GroupRange roomGroups,
        long graceMs,
        Patience patience,
        long tokenLifeS) {
    /** @throws IllegalArgumentException where a number is out of range */
    public RegistrySettings {
        advertised = List.copyOf(advertised);
        if (hashThreads < 1 || hashQueue < 1 || registrationBurst < 1) {
            throw new IllegalArgumentException("hash threads, hash queue and registration burst count from 1");
        }
        if (graceMs < 0 || tokenLifeS < 1 || registrationRefillMs < 1) {
            throw new IllegalArgumentException("times must not be negative");
        }
    }
}
