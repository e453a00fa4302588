package org.hobnob.protocol.room.member;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Seals;
import org.hobnob.protocol.room.seal.RoomSeal;

/** Makes one member's datagrams, in the version that all members read now. */
final class MemberSeals implements Seals {
    private final RoomSeal seal;
    private int version = RoomHeader.VERSION_1;
    private RosterClaim claim = RosterClaim.NONE;
    private Optional<RoomHash> room = Optional.empty();

    MemberSeals(RoomSeal seal) {
        this.seal = seal;
    }

    void roster(Roster roster) {
        version = roster.sealVersion();
        claim = roster.claim();
        // A registry of an earlier version in the cluster names no instance; what was sealed with it is still read.
        room = roster.room().or(() -> room);
        seal.room(room, version == RoomHeader.VERSION_2);
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public void renew(long rosterVersion, long fromSequence) {
        seal.renew(rosterVersion, fromSequence);
    }

    @Override
    public byte[] seal(long sequence, SealedContent content) {
        return seal.seal(sequence, content, claim);
    }

    @Override
    public byte[] status(long rosterVersion, RoomStatus status, List<ShortHash> heard) {
        return version == RoomHeader.VERSION_1
                ? seal.status(rosterVersion, status)
                : seal.status(rosterVersion, status, claim, heard);
    }

    @Override
    public byte[] nak(long rosterVersion, Nak nak) {
        return seal.nak(version, rosterVersion, nak);
    }

    @Override
    public void forgetSent(long beforeSequence) {
        seal.forgetSent(beforeSequence);
    }
}
