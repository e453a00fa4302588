package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;
import org.junit.jupiter.api.Test;

/** The checker lets pass what right registries may tell, and catches what they may not. */
class HistoryTest {
    private final History history = new History();

    private HistoryTest tell(int client, Kind kind, String key, String user, long start, long end, Outcome outcome) {
        history.add(new Operation(client, kind, key, user, start, end, outcome));
        return this;
    }

    private HistoryTest register(int client, long start, long end, Outcome outcome) {
        return tell(client, Kind.REGISTER, "dana", "", start, end, outcome);
    }

    private HistoryTest login(int client, long start, long end) {
        return tell(client, Kind.LOGIN, "dana", "", start, end, Outcome.DONE);
    }

    private HistoryTest create(int client, String room, long start, long end, Outcome outcome) {
        return tell(client, Kind.CREATE, room, "dana", start, end, outcome);
    }

    private void passes() {
        assertEquals(List.of(), history.complaints());
    }

    private void isCaught(String part) {
        assertEquals(1, history.complaints().size(), history.complaints().toString());
        assertTrue(history.complaints().get(0).contains(part), history.complaints()::toString);
    }

    @Test
    void oneOfTwoAtOnceGetsTheName() {
        register(1, 0, 10, Outcome.TAKEN).register(2, 0, 20, Outcome.DONE).passes();
    }

    @Test
    void aNameGivenTwiceIsCaught() {
        register(1, 0, 10, Outcome.DONE).register(2, 5, 20, Outcome.DONE).isCaught("no order");
    }

    @Test
    void aNameTakenByNobodyIsCaught() {
        register(1, 0, 10, Outcome.TAKEN).register(2, 11, 20, Outcome.DONE).isCaught("no order");
    }

    @Test
    void unansweredRequestMayHaveHappened() {
        register(1, 0, 10, Outcome.UNKNOWN).register(2, 20, 30, Outcome.DONE).passes();
        register(3, 40, 50, Outcome.TAKEN)
                .tell(3, Kind.FIND_ACCOUNT, "dana", "", 60, 70, Outcome.DONE)
                .passes();
    }

    @Test
    void unansweredCreationMayHaveTakenTheName() {
        register(1, 0, 10, Outcome.UNKNOWN).register(2, 20, 30, Outcome.TAKEN).passes();
    }

    @Test
    void temporaryRefusalTakesNoName() {
        register(1, 0, 10, Outcome.REFUSED).register(2, 20, 30, Outcome.TAKEN).isCaught("no order");
    }

    @Test
    void anAcknowledgedAccountThatIsGoneIsCaught() {
        register(1, 0, 10, Outcome.DONE)
                .tell(1, Kind.FIND_ACCOUNT, "dana", "", 60, 70, Outcome.TAKEN)
                .isCaught("no order");
    }

    @Test
    void aRoomThatIsGoneOrDoubledIsCaught() {
        create(1, "lab3", 0, 10, Outcome.DONE)
                .tell(1, Kind.FIND_ROOM, "lab3", "dana", 60, 70, Outcome.TAKEN)
                .isCaught("no order");
    }

    @Test
    void loginsOneAfterTheOtherPass() {
        login(1, 0, 10)
                .create(1, "lab3", 20, 30, Outcome.DONE)
                .create(1, "lab5", 40, 50, Outcome.DONE)
                .login(2, 45, 60)
                .create(2, "lab4", 70, 80, Outcome.DONE)
                .passes();
    }

    @Test
    void overlappingLoginsAreCaught() {
        login(1, 0, 10)
                .login(2, 20, 30)
                .create(1, "lab3", 40, 50, Outcome.DONE)
                .create(2, "lab4", 60, 70, Outcome.DONE)
                .isCaught("logged in twice");
    }

    @Test
    void deadRegistrysLoginEndsWithItsLastChange() {
        login(1, 0, 10)
                .create(1, "lab3", 20, 30, Outcome.DONE)
                .create(1, "lab4", 40, 90, Outcome.UNKNOWN)
                .login(2, 50, 60)
                .create(2, "lab5", 70, 80, Outcome.DONE)
                .passes();
    }
}
