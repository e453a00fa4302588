package org.hobnob.peer.room;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.value.RoomName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that were sealed when this user entered them, in the profile's file, so that a registry cannot call one of
 * them open later without the person's notice (SPEC 4.4). Bounded: the room entered longest ago is forgotten. Not
 * thread-safe.
 */
public final class SealedRooms {
    /** More than a person enters in years. */
    static final int MOST = 4_096;

    private static final String MAP = "rooms-sealed";
    private static final Logger LOG = LoggerFactory.getLogger(SealedRooms.class);

    private final StateFile file;
    private final Map<String, byte[]> entries;
    /** The number of each room's last entry; a higher number is a later entry. */
    private final Map<String, Long> entered = new HashMap<>();

    private long next;

    public SealedRooms(StateFile file) {
        this.file = file;
        entries = file.map(MAP);
        entries.forEach((room, number) -> entered.put(room, number(room, number)));
        next = entered.values().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    }

    /** A room whose number cannot be read was sealed all the same; it counts as the one entered longest ago. */
    private static long number(String room, byte[] stored) {
        if (stored.length == Long.BYTES) {
            return ByteBuffer.wrap(stored).getLong();
        }
        LOG.warn(
                "when the sealed room {} was entered cannot be read from the profile; the room counts as sealed", room);
        return 0;
    }

    boolean has(Pin registry, RoomName room) {
        return entered.containsKey(key(registry, room));
    }

    /** The user enters the room, and it is sealed. */
    void add(Pin registry, RoomName room) {
        put(key(registry, room));
        if (entered.size() > MOST) {
            entered.entrySet().stream()
                    .min(Comparator.comparingLong(Map.Entry::getValue))
                    .map(Map.Entry::getKey)
                    .ifPresent(this::remove);
        }
    }

    /** The person accepts that the room is open. */
    void remove(Pin registry, RoomName room) {
        remove(key(registry, room));
    }

    private static String key(Pin registry, RoomName room) {
        return registry.toString() + ' ' + room.folded();
    }

    private void put(String room) {
        long number = next;
        next++;
        entered.put(room, number);
        write(() -> entries.put(
                room, ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    }

    private void remove(String room) {
        if (entered.remove(room) != null) {
            write(() -> entries.remove(room));
        }
    }

    private void write(Runnable change) {
        file.write(change, () -> {}, cause -> LOG.warn("cannot store the kind of a room: {}", cause.toString()));
    }
}
