package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.junit.jupiter.api.Test;

/** What a person is told where no connection to a member can be made. */
class ConnectionTest {
    private final Trio trio = new Trio(true);

    private List<RoomEffect> failing(UserName member, long... atMs) {
        List<RoomEffect> told = new ArrayList<>();
        for (long at : atMs) {
            told.addAll(trio.dana.room.notConnected(member, at));
        }
        return told;
    }

    @Test
    void memberWithoutAConnectionIsToldAndWhenOneIsThereAgain() {
        assertEquals(
                List.of(new RoomEffect.Connection(Trio.OMAR, false)), failing(Trio.OMAR, 1_000, 5_000, 11_000, 15_000));
        assertEquals(List.of(), trio.dana.room.connected(Trio.BEN));
        assertEquals(List.of(new RoomEffect.Connection(Trio.OMAR, true)), trio.dana.room.connected(Trio.OMAR));
        assertEquals(List.of(), trio.dana.room.connected(Trio.OMAR));
    }

    @Test
    void connectionInBetweenBeginsTheOutageAnew() {
        failing(Trio.OMAR, 1_000);
        trio.dana.room.connected(Trio.OMAR);
        assertEquals(List.of(), failing(Trio.OMAR, 11_000, 20_000));
    }

    @Test
    void whoIsNoMemberOrLeavesIsNotTold() {
        assertEquals(List.of(), failing(Trio.MALLORY, 1_000, 20_000));
        failing(Trio.OMAR, 1_000);
        trio.dana.told(2, Trio.DANA, Trio.BEN).told(3, Trio.DANA, Trio.BEN, Trio.OMAR);
        assertEquals(List.of(), failing(Trio.OMAR, 20_000));
    }
}
