package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.sim.Tap;

/**
 * A member who was sent away, kept its program, hears all that is sent, and asks for keys: tries to read what was said to
 * the others after it was gone.
 */
final class Former {
    private final SimRoom room;
    private final SimMember member;
    private final SealedRoom sealed;
    private final Tap tap;
    private final long goneVersion;
    private int heard;

    /** Sends the member away. */
    Former(SimRoom room, SimMember member) {
        this.room = room;
        this.member = member;
        sealed = member.sealed();
        tap = room.net.tap();
        room.roster.kick(member.user());
        goneVersion = room.roster.now().version();
    }

    /** Tries to read all that was sent since the last try; fails the run where something was readable. */
    void tryToRead() {
        List<Tap.Sent> sent = tap.heard();
        for (; heard < sent.size(); heard++) {
            look(sealed.datagram(
                    sent.get(heard).datagram().clone(),
                    Arrival.fromGroup(member.user()),
                    member.node().nowMs()));
        }
        look(sealed.tick(member.node().nowMs()));
    }

    private void look(List<RoomEffect> effects) {
        for (RoomEffect effect : new ArrayList<>(effects)) {
            if (effect instanceof RoomEffect.Deliver shown) {
                Ledger.Said said = room.ledger.messages().get(shown.id());
                room.world.check(
                        said.rosterVersion < goneVersion,
                        () -> member.user() + ", who was sent away, reads " + said.text);
            } else if (effect instanceof RoomEffect.AskKey ask) {
                askFor(ask);
            }
        }
    }

    private void askFor(RoomEffect.AskKey ask) {
        SealedRoom owner = room.members.get(ask.owner()).sealed();
        if (owner != null) {
            owner.keysFor(member.user(), ask.stream(), ask.through())
                    .ifPresent(keys -> look(
                            sealed.keys(ask.owner(), keys, true, member.node().nowMs())));
        }
    }
}
