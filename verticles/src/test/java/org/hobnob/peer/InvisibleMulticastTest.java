package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.faults.Lan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Real programs on machines between which the network keeps multicast, or everything: nothing is lost, and each person is
 * told which path is used. In the profile {@code faults}; skipped where namespaces cannot be made.
 */
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class InvisibleMulticastTest {
    private static final List<String> NAMES = List.of("dana", "omar", "amir");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int ROUNDS = 50;

    @RegisterExtension
    final OwnLan own = new OwnLan(Lan.hindranceOfAny(), 3);

    private static RoomFigures.Network that(Runnable fails) {
        return new RoomFigures.Network() {
            @Override
            public void fail() {
                fails.run();
            }

            @Override
            public void heal() {}
        };
    }

    private static void nothingIsLost(Crowd crowd, String title, RoomFigures.Network network) {
        RoomFigures figures = RoomFigures.measured(crowd, NAMES, "lab3", network, ROUNDS);
        System.out.println(RoomFigures.head() + "\n" + figures.row(title, NAMES.size()));
        assertEquals(List.of(), figures.wrong());
    }

    private static void isTold(Crowd crowd, String who, String of, String path) {
        String line = "path lab3 " + of + " " + path;
        assertTrue(
                crowd.awaitShown((member, counts) -> !member.equals(who) || counts.getInteger(line, 0) > 0, PATIENCE),
                () -> who + " was not told: " + line + " in " + counts(crowd, who));
        assertEquals(1, counts(crowd, who).getInteger(line), line);
    }

    private static JsonObject counts(Crowd crowd, String who) {
        JsonObject[] found = new JsonObject[1];
        crowd.awaitShown(
                (member, counts) -> {
                    found[0] = member.equals(who) ? counts : found[0];
                    return true;
                },
                PATIENCE);
        return found[0];
    }

    @Test
    void membersBehindASnoopingSwitchGetAllOverTcp() {
        own.lan().hideMulticastFrom(1);
        try (Crowd crowd = own.crowd(NAMES, NAMES.size())) {
            nothingIsLost(crowd, "multicast does not reach 1 of 3", that(() -> {}));
            isTold(crowd, "dana", "omar", "tcp");
            isTold(crowd, "dana", "amir", "multicast");
            isTold(crowd, "omar", "dana", "multicast");
        }
    }

    @Test
    void multicastThatEndsInTheMiddleLosesNothing() {
        try (Crowd crowd = own.crowd(NAMES, NAMES.size())) {
            nothingIsLost(
                    crowd, "multicast ends for 1 of 3", that(() -> own.lan().hideMulticastFrom(1)));
            isTold(crowd, "dana", "omar", "tcp");
        }
    }

    @Test
    void withoutAnyMulticastAllGoesOverTcp() {
        for (int host = 0; host < NAMES.size(); host++) {
            own.lan().hideMulticastFrom(host);
        }
        try (Crowd crowd = own.crowd(NAMES, NAMES.size())) {
            nothingIsLost(crowd, "no multicast at all", that(() -> {}));
            NAMES.stream().skip(1).forEach(other -> isTold(crowd, "dana", other, "tcp"));
            isTold(crowd, "omar", "dana", "tcp");
        }
    }

    @Test
    void aThirdLostInBurstsIsRepaired() {
        try (Crowd crowd = own.crowd(NAMES, NAMES.size())) {
            JsonObject bursts = new JsonObject().put("burst", 0.33).put("length", 8.0);
            nothingIsLost(crowd, "bursts of 8, 33 %", RoomFigures.Network.of(crowd, bursts));
        }
    }

    @Test
    void whereOnlyTheRegistryIsReachedThePersonIsTold() {
        own.lan().isolate();
        List<String> two = NAMES.subList(0, 2);
        try (Crowd crowd = own.crowd(two, 2)) {
            JsonObject room = BusPeer.room("lab3").put("title", "");
            crowd.ask("dana", Addresses.PEER_ROOM, "create", room);
            crowd.ask("omar", Addresses.PEER_ROOM, "join", room);
            assertTrue(crowd.awaitShown(
                    (member, counts) -> member.equals("omar") || counts.getInteger("joined lab3", 0) == 1, PATIENCE));
            crowd.talk("dana", "lab3", 0, 3, 10);
            isTold(crowd, "dana", "omar", "none");
            own.lan().heal();
            assertTrue(
                    crowd.awaitShown(
                            (member, counts) -> member.equals("dana") || counts.getInteger("lab3 dana", 0) == 3,
                            PATIENCE),
                    "what was said meanwhile is not there");
            isTold(crowd, "dana", "omar", "again");
            assertEquals(
                    List.of(),
                    crowd.report()
                            .getJsonObject("omar")
                            .getJsonArray("complaints")
                            .getList());
        }
    }
}
