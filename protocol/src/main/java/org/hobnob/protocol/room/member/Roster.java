package org.hobnob.protocol.room.member;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RosterClaim;

/**
 * The room as the registry describes it.
 *
 * @param version the version of the member list
 * @param room what version 2 names the room by; empty if the registry gave the room no instance
 * @param claim the hash of all members and their keys; {@link RosterClaim#NONE} if they are not known for certain
 * @param others the other members that exchange sealed datagrams and whose keys are trusted
 */
public record Roster(long version, Optional<RoomHash> room, RosterClaim claim, Map<UserName, Member> others) {
    /**
     * Another member.
     *
     * @param key its identity key
     * @param present whether it is online
     * @param readsVersion2 whether its program reads version 2 of the seals
     * @param wasThere whether it was a member, with this key, when this user entered the room; of any other the person is
     *     told before it is given a key
     */
    public record Member(PublicKey key, boolean present, boolean readsVersion2, boolean wasThere) {}

    public Roster {
        Objects.requireNonNull(room);
        Objects.requireNonNull(claim);
        others = Map.copyOf(others);
    }

    /** Returns the version of the seals that all members read. */
    int sealVersion() {
        return room.isPresent() && readersOfVersion1().isEmpty() ? RoomHeader.VERSION_2 : RoomHeader.VERSION_1;
    }

    /** Returns the members whose programs do not read version 2. */
    Set<UserName> readersOfVersion1() {
        Set<UserName> old = new TreeSet<>();
        others.forEach((user, member) -> {
            if (!member.readsVersion2()) {
                old.add(user);
            }
        });
        return old;
    }

    /** Returns those of the other members that the readers admit, with everything else as it is. */
    Roster admittedBy(Readers readers) {
        Map<UserName, Member> admitted = new TreeMap<>(others);
        admitted.keySet().removeIf(user -> !readers.isAdmitted(user));
        return new Roster(version, room, claim, admitted);
    }

    /** Returns the other members, and whether each is online. */
    Map<UserName, Boolean> presence() {
        Map<UserName, Boolean> present = new TreeMap<>();
        others.forEach((user, member) -> present.put(user, member.present()));
        return present;
    }

    /** Returns the members that are not online. */
    Set<UserName> absent() {
        Set<UserName> absent = new TreeSet<>();
        others.forEach((user, member) -> {
            if (!member.present()) {
                absent.add(user);
            }
        });
        return absent;
    }
}
