package org.hobnob.testing;

import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.rules.rooms.RoomLimits;

/** Limits of a registry's TLS server that no test reaches by accident. */
public final class WideLimits {
    static final int MANY = 1_000_000;
    static final Rate OFTEN = new Rate(MANY, 1);
    static final long LONG_MS = 600_000;
    static final ConnectionLimits CONNECTIONS = new ConnectionLimits(MANY, MANY, OFTEN, OFTEN);
    static final DoorLimits.Times TIMES = new DoorLimits.Times(LONG_MS, LONG_MS, LONG_MS, LONG_MS, LONG_MS, LONG_MS);
    static final DoorLimits.Crowd CROWD = new DoorLimits.Crowd(MANY, LONG_MS);
    static final RoomLimits.Making MAKING = new RoomLimits.Making(MANY, MANY, OFTEN, OFTEN);
    static final DoorLimits.Ahead AHEAD = new DoorLimits.Ahead(OFTEN, 4);
    static final DoorLimits.Requests REQUESTS =
            new DoorLimits.Requests(OFTEN, OFTEN, OFTEN, OFTEN, OFTEN, 1, LONG_MS, AHEAD);

    /** All of them, for a server that a test makes itself. */
    public static final DoorLimits DOOR = new DoorLimits(CONNECTIONS, TIMES, CROWD, REQUESTS, true);

    private WideLimits() {}
}
