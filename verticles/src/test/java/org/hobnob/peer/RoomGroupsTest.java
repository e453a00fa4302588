package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where members meet (SPEC 4.4, 8): those who do not meet in one group, as those of an earlier state do not, serve each
 * other over lines (4.9), and rooms that share a group do not mix.
 */
@Tag("slow")
class RoomGroupsTest extends TwoPeers {
    private static final int ROUNDS = 20;
    private static final String ELSEWHERE = "239.254.1.1:15701";

    /** A line is no detour that is found after a while: waiting for it each time would take minutes. */
    private void bothTalkPromptly() {
        assertTimeout(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < ROUNDS; i++) {
                dana.sayToAll("lab3", "dana " + i);
                omar.sayToAll("lab3", "omar " + i);
            }
        });
        assertEquals(ROUNDS, omar.console().count("room-text", "path", "tcp"));
        assertEquals(ROUNDS, dana.console().count("room-text", "path", "tcp"));
    }

    @Test
    void memberOfAnotherGroupIsServedOverALine() {
        omar.isToldGroup(ELSEWHERE);
        dana.create("lab3");
        assertEquals(true, omar.join("lab3").getBoolean("multicast"));
        bothTalkPromptly();
    }

    @Test
    void atAnEarlierRegistryAllGoesOverLines() {
        dana.isToldGroup(null);
        omar.isToldGroup(null);
        assertEquals(false, dana.create("lab3").getBoolean("multicast"));
        omar.join("lab3");
        bothTalkPromptly();
    }

    @Test
    void membersFollowTheGroupThatTheyAreTold() {
        dana.create("lab3");
        omar.join("lab3");
        dana.console().see("reach", "user", "omar", "multicast", "true");
        dana.isToldGroup(ELSEWHERE);
        omar.isToldGroup(ELSEWHERE);
        BusPeer nour = BusPeer.online("nour", registry.port());
        try {
            nour.isToldGroup(ELSEWHERE);
            nour.join("lab3");
            dana.sayToAll("lab3", "here we are");
            nour.sayToAll("lab3", "so am I");
            dana.console().see("room-text", "user", "nour", "path", "multicast");
            dana.console().see("reach", "user", "nour", "multicast", "true");
        } finally {
            nour.stop();
        }
    }

    @Test
    void roomsOfOneGroupDoNotMix() {
        dana.isToldGroup(ELSEWHERE);
        omar.isToldGroup(ELSEWHERE);
        for (String room : List.of("lab3", "lab4")) {
            dana.create(room);
            omar.join(room);
            dana.console().see("reach", "room", room, "user", "omar", "multicast", "true");
        }
        for (int i = 0; i < ROUNDS; i++) {
            dana.sayToAll(i % 2 == 0 ? "lab3" : "lab4", "line " + i);
        }
        assertEquals(ROUNDS, omar.console().count("room-text"));
        assertEquals(ROUNDS / 2, omar.console().count("room-text", "room", "lab3", "path", "multicast"));
        assertEquals(ROUNDS / 2, omar.console().count("room-text", "room", "lab4", "path", "multicast"));
    }
}
