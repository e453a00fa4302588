package org.hobnob.peer;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomPacket;

/** How the members of a room find out by greetings whom multicast reaches (SPEC 8.1). Pure. */
final class Reach {
    private final RoomSeat seat;
    private final Greetings greetings;

    Reach(RoomSeat seat, RandomGenerator random) {
        this.seat = seat;
        greetings = new Greetings(random);
    }

    /** This user has come, or come back: greet soon. */
    void begin(long nowMs) {
        greetings.news(nowMs);
    }

    /** A member's datagram has arrived. */
    void heard(UserName sender, long stream, long nowMs) {
        if (seat.heard(sender, stream)) {
            greetings.news(nowMs);
        }
    }

    /** A member's greeting has arrived; whether it is news that the member hears us. */
    boolean greeted(RoomPacket.Greeting greeting, long nowMs) {
        heard(greeting.sender(), greeting.header().stream(), nowMs);
        if (seat.wantsAnswer(greeting.sender(), nowMs)) {
            greetings.answer(nowMs);
        }
        return seat.hears(greeting.sender(), greeting.heard());
    }

    /** The greeting to send now, where one is due. */
    Optional<RoomPacket> due(long nowMs) {
        boolean due =
                greetings.isDue(nowMs, seat.others().size(), !seat.unreached().isEmpty());
        if (!due) {
            return Optional.empty();
        }
        RoomPacket greeting = seat.greeting(nowMs);
        if (seat.owesNames()) {
            greetings.answer(nowMs);
        }
        return Optional.of(greeting);
    }
}
