package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final World world = new World(7);
    private final List<String> seen = new ArrayList<>();

    @Test
    void aProgramStartsAnewAtEachStart() {
        Node anna = world.node("anna", node -> seen.add("starts"));
        assertFalse(anna.isUp());
        anna.start();
        anna.start();
        anna.restart();
        assertTrue(anna.isUp());
        assertEquals(List.of("starts", "starts"), seen);
    }

    @Test
    void timersEndWithTheirIncarnation() {
        Node anna = world.node("anna", node -> {});
        anna.start();
        anna.in(10, () -> seen.add("before"));
        world.in(5, anna::restart);
        world.in(6, () -> anna.in(4, () -> seen.add("behind")));
        world.advance(100);
        assertEquals(List.of("behind"), seen);
    }

    @Test
    void programHasAClockOfItsOwn() {
        Node anna = world.node("anna", node -> {});
        anna.start();
        long first = anna.nowMs();
        anna.at(first + 30, () -> seen.add("at " + world.nowMs()));
        world.advance(50);
        assertEquals(first + 50, anna.nowMs());
        assertEquals(List.of("at 30"), seen);
        anna.restart();
        assertNotEquals(first + 50, anna.nowMs());
    }

    @Test
    void eventsOfAPausedNodeWaitInOrder() {
        Node anna = world.node("anna", node -> {});
        anna.start();
        anna.pause();
        anna.in(10, () -> seen.add("a " + world.nowMs()));
        anna.in(20, () -> seen.add("b " + world.nowMs()));
        world.advance(50);
        assertEquals(List.of(), seen);
        anna.resume();
        assertEquals(List.of("a 50", "b 50"), seen);
    }

    @Test
    void dueTimerOfAPausedNodeCanBeCancelled() {
        Node anna = world.node("anna", node -> {});
        anna.start();
        anna.pause();
        Timer second = anna.in(20, () -> seen.add("second"));
        anna.in(10, second::cancel);
        world.advance(50);
        anna.resume();
        assertEquals(List.of(), seen);
    }

    @Test
    void crashOfAPausedNodeDropsItsEvents() {
        Node anna = world.node("anna", node -> {});
        anna.start();
        anna.pause();
        anna.in(10, () -> seen.add("waited"));
        world.advance(50);
        anna.restart();
        anna.pause();
        anna.resume();
        world.advance(50);
        assertEquals(List.of(), seen);
    }

    @Test
    void nothingHappensBehindAHalt() {
        Node anna = world.node(
                "anna",
                node -> node.in(5, () -> {
                    seen.add("before");
                    node.halt();
                    seen.add("behind");
                }));
        anna.start();
        world.advance(10);
        assertEquals(List.of("before"), seen);
        assertFalse(anna.isUp());
    }
}
