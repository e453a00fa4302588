package org.hobnob.peer.room;

import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomKind;

/**
 * Compares the kind that a registry tells of a room with the kind that was asked for, or with the kind that the room had
 * before (SPEC 4.4). A registry that calls a sealed room open would have its members speak in the clear. Not thread-safe.
 */
final class KindCheck {
    private final SealedRooms sealedRooms;

    KindCheck(SealedRooms sealedRooms) {
        this.sealedRooms = sealedRooms;
    }

    /**
     * Returns whether the room may be entered, and remembers its kind if so.
     *
     * @param asked the kind that the person wants; empty if any is fine that the room did not have otherwise before
     * @param registry the registry's key; empty if that is not known, so that nothing is remembered
     */
    boolean admits(Optional<RoomKind> asked, Optional<Pin> registry, RoomState told) {
        boolean isOpen = told.kind() == RoomKind.OPEN;
        boolean wasSealed =
                registry.filter(pin -> sealedRooms.has(pin, told.room())).isPresent();
        boolean fits = asked.map(kind -> kind == told.kind()).orElse(!(isOpen && wasSealed));
        if (fits && isOpen) {
            registry.ifPresent(pin -> sealedRooms.remove(pin, told.room()));
        } else if (fits) {
            registry.ifPresent(pin -> sealedRooms.add(pin, told.room()));
        }
        return fits;
    }
}
