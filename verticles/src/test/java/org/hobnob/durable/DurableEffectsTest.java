package org.hobnob.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Effects are words here; those that begin with {@code keep} are stored. */
class DurableEffectsTest {
    private record Write(List<String> effects, Runnable durable, Consumer<IOException> failed) {}

    private final Deque<Write> writes = new ArrayDeque<>();
    private final Deque<Write> soon = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final DurableEffects<String> effects =
            new DurableEffects<>(Runnable::run, store(), this::perform, () -> done.add("broken"));

    private DurableEffects.Store<String> store() {
        return new DurableEffects.Store<>() {
            @Override
            public boolean isStored(String effect) {
                return effect.startsWith("keep");
            }

            @Override
            public boolean isAwaited(String effect) {
                return !effect.equals("keep soon");
            }

            @Override
            public boolean mayPrecede(String effect) {
                return effect.startsWith("early");
            }

            @Override
            public void storeSoon(List<String> stored, Consumer<IOException> failed) {
                soon.add(new Write(stored, () -> {}, failed));
            }

            @Override
            public void store(List<String> stored, Runnable durable, Consumer<IOException> failed) {
                writes.add(new Write(stored, durable, failed));
            }
        };
    }

    private void perform(String effect) {
        done.add(effect);
        if (effect.equals("show and keep")) {
            effects.add(List.of("keep shown", "after"));
            effects.add(List.of("at once"));
        }
    }

    private void commit() {
        writes.remove().durable().run();
    }

    @Test
    void whatIsNotBehindAChangeIsDoneAtOnce() {
        effects.add(List.of("send", "show"));
        assertEquals(List.of("send", "show"), done);
        assertTrue(effects.carriedOut().succeeded());
    }

    @Test
    void nothingBehindAChangeIsDoneBeforeItIsDurable() {
        effects.add(List.of("keep 1", "show 1"));
        effects.add(List.of("acknowledge 1"));
        effects.add(List.of("keep 2", "show 2"));
        assertEquals(List.of(), done);
        commit();
        assertEquals(List.of("show 1"), done.subList(0, 1));
        assertFalse(done.contains("show 2"));
        commit();
        assertEquals(List.of("show 1", "acknowledge 1", "show 2"), done);
    }

    @Test
    void someIsDoneWhileItsOwnAnswerIsBeingStored() {
        effects.add(List.of("keep 1", "early 1", "accept 1"));
        assertEquals(List.of("early 1"), done);
        assertEquals(List.of("keep 1", "accept 1"), writes.getFirst().effects());
        commit();
        assertEquals(List.of("early 1", "accept 1"), done);
    }

    /** A datagram does not overtake the key to it. */
    @Test
    void orderOfWhatIsDoneStaysWithinAnAnswer() {
        effects.add(List.of("keep 1", "give key", "early 1"));
        assertEquals(List.of(), done);
        commit();
        assertEquals(List.of("give key", "early 1"), done);
    }

    /** Else it could tell of something that a crash takes back. */
    @Test
    void nothingIsDoneBeforeWhatEarlierAnswersStore() {
        effects.add(List.of("keep 1", "accept 1"));
        effects.add(List.of("keep 2", "accept 2", "early 2"));
        assertEquals(List.of(), done);
        commit();
        assertEquals(List.of("accept 1"), done);
        commit();
        assertEquals(List.of("accept 1", "accept 2", "early 2"), done);
    }

    @Test
    void whatNobodyWaitsForIsStoredAndHoldsNothingUp() {
        effects.add(List.of("keep soon", "show 1"));
        assertEquals(List.of("show 1"), done);
        assertEquals(List.of("keep soon", "show 1"), soon.remove().effects());
        effects.add(List.of("keep 2", "keep soon", "show 2"));
        effects.add(List.of("keep soon", "show 3"));
        assertEquals(List.of("show 1"), done);
        assertTrue(soon.isEmpty(), "it comes behind what is under way");
        commit();
        assertEquals(List.of("show 1", "show 2", "show 3"), done);
        assertEquals(1, soon.size());
        soon.remove().failed().accept(new IOException("full"));
        assertEquals("broken", done.get(3));
    }

    @Test
    void whatIsLeftAtTheEndIsStored() {
        effects.add(List.of("keep 1"));
        effects.add(List.of("keep soon"));
        effects.stop();
        assertEquals(List.of("keep soon"), soon.remove().effects());
    }

    /** Else each would cost a commit of its own. */
    @Test
    void changesDoNotWaitForEarlierOnes() {
        effects.add(List.of("keep 1", "show 1"));
        effects.add(List.of("keep 2", "show 2"));
        assertEquals(
                List.of(List.of("keep 1", "show 1"), List.of("keep 2", "show 2")),
                writes.stream().map(Write::effects).toList());
    }

    @Test
    void whereManyAreUnderWayTheRestGoesTogether() {
        for (int i = 0; i < DurableEffects.MAX_UNDER_WAY + 3; i++) {
            effects.add(List.of("keep", "show " + i));
        }
        assertEquals(DurableEffects.MAX_UNDER_WAY, writes.size());
        commit();
        assertEquals(6, writes.getLast().effects().size());
        while (!writes.isEmpty()) {
            commit();
        }
        assertEquals("show " + (DurableEffects.MAX_UNDER_WAY + 2), done.get(done.size() - 1));
        assertEquals(DurableEffects.MAX_UNDER_WAY + 3, done.size());
    }

    @Test
    void whatPerformingBringsAboutComesBehind() {
        effects.add(List.of("show and keep", "send"));
        assertEquals(List.of("show and keep", "send"), done);
        commit();
        assertEquals(List.of("show and keep", "send", "after", "at once"), done);
    }

    @Test
    void whoWaitsIsToldWhenAllBeforeIsDone() {
        effects.add(List.of("keep 1", "show 1"));
        Future<Void> first = effects.carriedOut();
        effects.add(List.of("keep 2"));
        Future<Void> second = effects.carriedOut();
        commit();
        assertFalse(second.isComplete());
        commit();
        assertTrue(first.succeeded() && second.succeeded());
    }

    @Test
    void effectsAddedBeforeCloseAreDoneAndNoLaterOnes() {
        for (int i = 0; i <= DurableEffects.MAX_UNDER_WAY; i++) {
            effects.add(List.of("keep", "show"));
        }
        Future<Void> finished = effects.finish();
        assertEquals(DurableEffects.MAX_UNDER_WAY + 1, writes.size(), "asked for at once");
        while (!writes.isEmpty()) {
            commit();
        }
        assertTrue(finished.succeeded());
        assertEquals(DurableEffects.MAX_UNDER_WAY + 1, done.size());
        effects.add(List.of("keep", "late"));
        assertFalse(done.contains("late"));
        assertTrue(writes.isEmpty());
        assertTrue(effects.carriedOut().failed());
    }

    @Test
    void whoStopsStoresOnly() {
        effects.add(List.of("keep 1", "show 1"));
        effects.stop();
        commit();
        assertEquals(List.of(), done);
    }

    @Test
    void whereNothingCanBeStoredNothingIsDoneAnyMore() {
        effects.add(List.of("keep 1", "show 1"));
        effects.add(List.of("keep 2", "show 2"));
        Future<Void> carriedOut = effects.carriedOut();
        writes.forEach(write -> write.failed().accept(new IOException("full")));
        effects.add(List.of("send"));
        assertEquals(List.of("broken"), done);
        assertTrue(carriedOut.failed());
    }
}
