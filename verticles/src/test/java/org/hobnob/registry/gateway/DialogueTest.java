package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.Parsed;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.RequestBudgets.Verdict;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private static final String PONG = " PONG <SUCCESS> <200>\n";

    private final Side side = new Side();
    private final Dialogue dialogue = new Dialogue(new NativeSpeech(), side);

    /** A connection in the hand of the test. */
    private static final class Side implements Dialogue.Side {
        private final List<String> sent = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private final List<Turns.Work> inLine = new ArrayList<>();
        private boolean turnsComeAtOnce = true;
        private int room = 1_000;
        private int nonsense = 2;
        private Verdict verdict = new Verdict(0, false, 0);
        private Future<Reply> answer = Future.succeededFuture(new Reply.Pong());
        private boolean reads = true;
        private boolean ended;
        private final List<Command> faults = new ArrayList<>();
        private Optional<RuntimeException> fault = Optional.empty();

        @Override
        public boolean isReady() {
            return !ended && sent.size() < room;
        }

        @Override
        public void read(boolean more) {
            reads = more;
        }

        @Override
        public Verdict charge(Cost cost) {
            Optional<RuntimeException> thrown = fault;
            fault = Optional.empty();
            thrown.ifPresent(one -> {
                throw one;
            });
            return verdict;
        }

        @Override
        public boolean chargeNonsense() {
            return nonsense-- > 0;
        }

        @Override
        public void later(long afterNs, Runnable action) {
            waiting.add(action);
        }

        @Override
        public void inTurn(Turns.Work work) {
            if (turnsComeAtOnce) {
                work.begin();
            } else {
                inLine.add(work);
            }
        }

        @Override
        public Future<Reply> answer(Parsed<Request> request) {
            return request instanceof Parsed.Invalid<Request> invalid
                    ? Future.succeededFuture(new Reply.Refused(invalid.command(), invalid.reason()))
                    : answer;
        }

        @Override
        public void send(Reply reply, Optional<String> spelt) {
            spelt.ifPresent(sent::add);
        }

        @Override
        public void sentNonsense() {
            ended = true;
        }

        @Override
        public void faulted(Command command, Throwable cause) {
            faults.add(command);
        }
    }

    private void hear(String text) {
        dialogue.receive(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsAnsweredWhileTheQueueIsFull() {
        side.room = 2;
        hear("@1 PING\n@2 PING\n@3 PING\n@4 PING\n");
        assertEquals(List.of("@1" + PONG, "@2" + PONG), side.sent);
        assertFalse(side.reads);
        side.room = 3;
        dialogue.goOn();
        assertEquals("@3" + PONG, side.sent.get(2));
        assertFalse(side.reads);
        side.room = 10;
        dialogue.goOn();
        assertEquals(4, side.sent.size());
        assertTrue(side.reads);
    }

    @Test
    void requestsSentAheadWaitForTheirTurn() {
        side.turnsComeAtOnce = false;
        hear("@1 PING\n@2 PING\n");
        hear("@3 PING\n");
        assertEquals(List.of("@1" + PONG), side.sent);
        assertFalse(side.reads);
        side.inLine.remove(0).begin();
        side.inLine.remove(0).begin();
        assertEquals(List.of("@1" + PONG, "@2" + PONG, "@3" + PONG), side.sent);
        assertEquals(List.of(), side.inLine);
        assertTrue(side.reads);
    }

    @Test
    void requestAfterTheAnswerNeedsNoTurn() {
        side.turnsComeAtOnce = false;
        hear("@1 PING\n@2 PI");
        hear("NG\n");
        assertEquals(List.of("@1" + PONG, "@2" + PONG), side.sent);
    }

    @Test
    void requestBeforeASlowAnswerWaitsForItsTurn() {
        side.turnsComeAtOnce = false;
        Promise<Reply> slow = Promise.promise();
        side.answer = slow.future();
        hear("@1 PING\n");
        hear("@2 PING\n");
        side.answer = Future.succeededFuture(new Reply.Pong());
        slow.complete(new Reply.Pong());
        assertEquals(List.of("@1" + PONG), side.sent);
        assertEquals(1, side.inLine.size());
    }

    @Test
    void thousandRequestsAtOnceDoNotGrowTheStack() {
        hear("@1 PING\n".repeat(900));
        assertEquals(900, side.sent.size());
    }

    @Test
    void faultAfterAPauseCostsThatAnswerAlone() {
        side.verdict = new Verdict(1_000_000, false, 0);
        side.answer = null;
        hear("@1 PING\n@2 PING\n");
        side.waiting.remove(0).run();
        side.answer = Future.succeededFuture(new Reply.Pong());
        side.waiting.remove(0).run();
        assertEquals(List.of("@1 PONG <ERROR> <500> reason=internal\n", "@2" + PONG), side.sent);
        assertEquals(List.of(Command.PING), side.faults);
        assertTrue(side.reads);
    }

    @Test
    void requestBeyondTheBudgetWaitsAndNothingOvertakesIt() {
        side.verdict = new Verdict(1_000_000, false, 0);
        hear("@1 PING\n@2 PING\n");
        assertEquals(List.of(), side.sent);
        assertFalse(side.reads);
        side.waiting.remove(0).run();
        assertEquals(List.of("@1" + PONG), side.sent);
        side.waiting.remove(0).run();
        assertEquals(List.of("@1" + PONG, "@2" + PONG), side.sent);
        assertTrue(side.reads);
    }

    @Test
    void refusalNamesTheWaitAndComesAfterThePause() {
        side.verdict = new Verdict(2_000_000, true, 300_000_000);
        hear("@1 DISCOVER_PEERS SIMPLE\n");
        assertEquals(List.of(), side.sent);
        side.waiting.remove(0).run();
        assertEquals(List.of("@1 PEER_LIST <SLOW_DOWN> <429> reason=slow-down wait=300\n"), side.sent);
    }

    @Test
    void nonsenseBeyondItsBudgetIsNeitherAnsweredNorReadOn() {
        hear("\n\n\n\n@1 PING\n");
        assertEquals(2, side.sent.size());
        assertTrue(side.ended);
    }

    @Test
    void nonsenseNeedsNoTurn() {
        side.turnsComeAtOnce = false;
        hear("\n\n\n");
        assertEquals(List.of(), side.inLine);
        assertTrue(side.ended);
    }

    @Test
    void originalIsNotReadWhileItsQueueIsFull() {
        Dialogue original = new Dialogue(new OriginalSpeech(), side);
        side.room = 2;
        side.nonsense = 10;
        for (int i = 0; i < 3; i++) {
            original.receive("x".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(2, side.sent.size());
        assertFalse(side.reads);
        side.room = 10;
        original.goOn();
        assertEquals(3, side.sent.size());
        assertTrue(side.reads);
    }

    @Test
    void originalsWordWithoutEndIsNonsenseAgainAndAgain() {
        Dialogue original = new Dialogue(new OriginalSpeech(), side);
        original.receive("z".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8));
        assertTrue(side.ended);
        assertEquals(2, side.sent.size());
    }

    @Test
    void lineWithoutEndIsNonsenseAgainAndAgain() {
        for (int i = 0; i < 4; i++) {
            hear("@" + "z".repeat(16 * 1024));
        }
        assertTrue(side.ended);
        assertEquals(List.of(), side.sent);
    }

    @Test
    void lineInTinyPiecesIsNonsenseAgainAndAgain() {
        for (int i = 0; i < 3 * NativeSpeech.MOST_PIECES - 1; i++) {
            hear("@");
        }
        assertFalse(side.ended);
        hear("@");
        assertTrue(side.ended);
        assertEquals(List.of(), side.sent);
    }

    @Test
    void shortLinesInTinyPiecesAreAnswered() {
        for (int line = 0; line < 40; line++) {
            for (char each : "@1 PING\n".toCharArray()) {
                hear(String.valueOf(each));
            }
        }
        assertEquals(40, side.sent.size());
        assertFalse(side.ended);
    }

    @Test
    void faultBeforeAnAnswerCostsThatAnswerAlone() {
        side.fault = Optional.of(new IllegalStateException("planted"));
        hear("@1 PING\n@2 PING\n");
        assertEquals(List.of("@1 PONG <ERROR> <500> reason=internal\n", "@2" + PONG), side.sent);
        assertEquals(List.of(Command.PING), side.faults);
        assertTrue(side.reads);
    }

    @Test
    void replyThatCannotBeSpeltCostsThatAnswerAlone() {
        side.answer = Future.succeededFuture(new Reply.RoomPeers(null, List.of(), Optional.empty()));
        hear("@1 PING\n");
        side.answer = Future.succeededFuture(new Reply.Pong());
        hear("@2 PING\n");
        assertEquals(List.of("@1 PONG <ERROR> <500> reason=internal\n", "@2" + PONG), side.sent);
        assertEquals(List.of(Command.PING), side.faults);
    }

    @Test
    void repliesComeInTheOrderOfTheirRequests() {
        Promise<Reply> slow = Promise.promise();
        side.answer = slow.future();
        hear("@1 PING\n@2 PI");
        hear("NG\n");
        side.answer = Future.succeededFuture(new Reply.Pong());
        assertEquals(List.of(), side.sent);
        slow.complete(new Reply.Pong());
        assertEquals(List.of("@1" + PONG, "@2" + PONG), side.sent);
    }
}
