package org.hobnob.peer.console.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final Conversation LAB = Conversation.room("lab3");
    private static final Conversation OMAR = Conversation.chat("omar");

    private final UnderWay underWay = new UnderWay();
    private final List<String> sent = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private Future<Void> send(Conversation where, String text, Promise<String> outcome) {
        return underWay.send(
                where,
                () -> {
                    sent.add(text);
                    return outcome.future();
                },
                result -> told.add(text + " " + (result.succeeded() ? result.result() : "failed")));
    }

    @Test
    void messagesGoOutBeforeEarlierOutcomesAreKnown() {
        assertTrue(send(LAB, "one", Promise.promise()).succeeded());
        assertTrue(send(LAB, "two", Promise.promise()).succeeded());
        assertEquals(List.of("one", "two"), sent);
    }

    @Test
    void outcomesOfAConversationAreToldInOrder() {
        Promise<String> one = Promise.promise();
        Promise<String> two = Promise.promise();
        send(LAB, "one", one);
        send(LAB, "two", two);
        send(OMAR, "three", Promise.promise());
        two.complete("fine");
        assertEquals(List.of(), told);
        one.fail("broken");
        assertEquals(List.of("one failed", "two fine"), told);
    }

    @Test
    void messageBeyondTheMostWaitsAndIsNotLost() {
        List<Promise<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < UnderWay.MOST; i++) {
            outcomes.add(Promise.promise());
            assertTrue(send(OMAR, "early " + i, outcomes.get(i)).succeeded());
        }
        Future<Void> late = send(LAB, "late", Promise.promise());
        Future<Void> later = send(LAB, "later", Promise.promise());
        assertFalse(late.isComplete());
        assertEquals(UnderWay.MOST, sent.size());
        outcomes.get(0).complete("fine");
        assertTrue(late.succeeded());
        assertFalse(later.isComplete());
        outcomes.get(1).complete("fine");
        assertEquals(List.of("late", "later"), sent.subList(UnderWay.MOST, sent.size()));
    }

    @Test
    void settledMeansThatTheOutcomesWereTold() {
        Promise<String> lab = Promise.promise();
        Promise<String> omar = Promise.promise();
        send(LAB, "one", lab);
        send(OMAR, "two", omar);
        Future<Void> settledThere = underWay.settled(LAB).onSuccess(done -> told.add("settled"));
        Future<Void> settled = underWay.settled();
        lab.complete("fine");
        assertEquals(List.of("one fine", "settled"), told);
        assertTrue(settledThere.succeeded());
        assertFalse(settled.isComplete());
        omar.fail("broken");
        assertTrue(settled.succeeded());
        assertTrue(underWay.settled(LAB).succeeded());
    }
}
