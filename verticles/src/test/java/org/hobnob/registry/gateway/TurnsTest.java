package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.limits.Rate;
import org.hobnob.registry.door.DoorLimits;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Future<Void> DONE = Future.succeededFuture();
    private static final int WITHOUT_TURNS = 3;
    private static final int AT_WORK = 4;
    private static final long NS_PER_MS = 1_000_000;

    private final HandClock clock = new HandClock();
    private final Turns<String> turns = new Turns<>(clock, new DoorLimits.Ahead(new Rate(WITHOUT_TURNS, 25), AT_WORK));
    private final List<String> begun = new ArrayList<>();

    private record Later(long atNs, Runnable action) {}

    static final class HandClock implements Turns.Clock {
        private final List<Later> timers = new ArrayList<>();
        private long nowNs;

        @Override
        public long nanoTime() {
            return nowNs;
        }

        @Override
        public void later(long afterNs, Runnable action) {
            timers.add(new Later(nowNs + afterNs, action));
        }

        /** Something on the event loop takes time, in which no timer runs. */
        void work(long ns) {
            nowNs += ns;
        }

        void pass(long ms) {
            nowNs += ms * NS_PER_MS;
            List<Later> due =
                    timers.stream().filter(timer -> timer.atNs() <= nowNs).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.action().run());
        }
    }

    /** Uses up what the connection gets at once. */
    private void sendAhead(String connection) {
        for (int i = 0; i < WITHOUT_TURNS; i++) {
            turns.take(connection, "elsewhere", () -> DONE);
        }
    }

    /** Has a connection of that name and address ask. */
    private Promise<Void> ask(String name) {
        Promise<Void> answer = Promise.promise();
        turns.take(name, name, () -> {
            begun.add(name);
            return answer.future();
        });
        return answer;
    }

    @Test
    void fewRequestsSentAheadAreAnsweredAtOnce() {
        for (int i = 0; i < WITHOUT_TURNS; i++) {
            ask("a");
        }
        assertEquals(WITHOUT_TURNS, begun.size());
    }

    @Test
    void fewAreAnsweredAtTheSameTime() {
        sendAhead("a");
        List<Promise<Void>> answers = new ArrayList<>();
        for (int i = 0; i < AT_WORK + 2; i++) {
            answers.add(ask("a"));
        }
        assertEquals(AT_WORK, begun.size());
        answers.get(0).complete();
        assertEquals(AT_WORK + 1, begun.size());
    }

    @Test
    void addressesTakeTurns() {
        sendAhead("a");
        sendAhead("b");
        List<Promise<Void>> answers = new ArrayList<>();
        for (int i = 0; i < AT_WORK + 10; i++) {
            answers.add(ask("a"));
        }
        begun.clear();
        ask("b");
        answers.get(0).complete();
        assertEquals(List.of("b"), begun);
    }

    @Test
    void answerThatWaitsForSomethingElseHoldsNobodyUp() {
        sendAhead("a");
        sendAhead("b");
        for (int i = 0; i < AT_WORK; i++) {
            ask("a");
        }
        Promise<Void> late = ask("b");
        begun.clear();
        clock.pass(Turns.LONGEST_NS / NS_PER_MS);
        assertEquals(List.of("b"), begun);
        late.complete();
    }

    @Test
    void halfOfTheTimeIsLeftToOthers() {
        sendAhead("a");
        for (int i = 0; i < 3; i++) {
            turns.take("a", "a", () -> {
                begun.add("a");
                clock.nowNs += 2 * NS_PER_MS;
                return DONE;
            });
        }
        assertEquals(1, begun.size());
        clock.pass(1);
        assertEquals(1, begun.size());
        clock.pass(1);
        assertEquals(2, begun.size());
    }

    @Test
    void workIsDoneUpToASliceWithoutAPause() {
        sendAhead("a");
        for (int i = 0; i < 30; i++) {
            turns.take("a", "a", () -> {
                begun.add("a");
                clock.nowNs += NS_PER_MS / 10;
                return DONE;
            });
        }
        assertEquals(10, begun.size());
    }

    @Test
    void closedConnectionBeginsAnew() {
        sendAhead("a");
        turns.forget("a");
        for (int i = 0; i < AT_WORK + WITHOUT_TURNS; i++) {
            ask("a");
        }
        assertEquals(AT_WORK + WITHOUT_TURNS, begun.size());
    }
}
