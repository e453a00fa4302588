package org.hobnob.registry.rules.rooms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Bounds how many rooms are made: in all, by one address, and in time. Times are nanoseconds. Not thread-safe. */
public final class RoomMaking {
    private static final int MAX_KEYS = 65_536;
    private static final long NS_PER_MS = 1_000_000;

    private RoomLimits.Making limits;
    private final Memberships known;
    private final Predicate<String> spared;
    private final RateLimit<UserName> ofUser;
    private final RateLimit<String> ofAddress;
    /** The addresses that made the rooms which are there still. */
    private final Map<RoomName, String> makers = new LinkedHashMap<>();

    /**
     * @param known the rooms that there are
     * @param spared the addresses to which limits per address do not apply
     */
    public RoomMaking(RoomLimits.Making limits, Memberships known, Predicate<String> spared) {
        this.limits = limits;
        this.known = known;
        this.spared = spared;
        ofUser = limits.ofUser().limit(MAX_KEYS);
        ofAddress = limits.ofAddress().limit(MAX_KEYS);
    }

    /** Changes the limits from now on. */
    public void setLimits(RoomLimits.Making next) {
        limits = next;
        next.ofUser().applyTo(ofUser);
        next.ofAddress().applyTo(ofAddress);
    }

    /** Throws {@code TOO_MANY_ROOMS} if there are as many rooms as there may be, in all or of this address. */
    public void requireRoom(String address) {
        makers.keySet().removeIf(room -> !known.has(room));
        boolean isSpared = spared.test(address);
        long own = makers.values().stream().filter(address::equals).count();
        if (known.size() >= limits.most() || !isSpared && own >= limits.mostPerAddress()) {
            throw new RefusalException(Reason.TOO_MANY_ROOMS);
        }
    }

    /** Charges a room that is about to be made; throws {@code SLOW_DOWN}, and charges nothing, if it is too early. */
    public void charge(UserName user, String address, long nowNs) {
        long waitNs = ofUser.untilToken(user, nowNs);
        boolean isSpared = spared.test(address);
        waitNs = isSpared ? waitNs : Math.max(waitNs, ofAddress.untilToken(address, nowNs));
        if (waitNs > 0) {
            throw new RefusalException(Reason.SLOW_DOWN, Math.max(1, waitNs / NS_PER_MS));
        }
        ofUser.take(user, nowNs);
        if (!isSpared) {
            ofAddress.take(address, nowNs);
        }
    }

    /** Records a room that was made. */
    public void made(RoomName room, String address) {
        makers.put(room, address);
    }
}
