package org.hobnob.protocol.file;

import java.util.Optional;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * A file offered by this user or to this user. Immutable.
 *
 * @param number names it to the user, from 1; of this run of the program
 * @param own whether this user offers it
 * @param peer the other user
 * @param room the room to whose members it was offered, if it was
 * @param place where the file is stored: one's own file, or what an accepted one is to become; empty before that
 * @param modifiedMs when one's own file was changed last, in milliseconds since 1970; 0 for another's
 * @param port where another's file is fetched; 0 for one's own
 * @param told whether the other side knows the state; of one that waits, whether it was told of it by an earlier run
 */
public record Offer(
        int number,
        MessageId id,
        boolean own,
        UserName peer,
        FileHead file,
        Optional<RoomName> room,
        String place,
        long modifiedMs,
        int port,
        OfferState state,
        boolean told) {
    /** Returns the offer in another state. */
    Offer in(OfferState next, boolean isTold) {
        return new Offer(number, id, own, peer, file, room, place, modifiedMs, port, next, isTold);
    }

    Offer numbered(int other) {
        return new Offer(other, id, own, peer, file, room, place, modifiedMs, port, state, told);
    }

    Offer at(int otherPort) {
        return new Offer(number, id, own, peer, file, room, place, modifiedMs, otherPort, state, told);
    }

    Offer acceptedTo(String target) {
        return new Offer(number, id, own, peer, file, room, target, modifiedMs, port, OfferState.ACCEPTED, true);
    }
}
