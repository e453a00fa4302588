package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final World world = new World(7);
    private final Calls<String, String> calls = new Calls<>(world, "tls");
    private final List<String> acted = new ArrayList<>();
    private final List<Optional<String>> answers = new ArrayList<>();
    private final Node anna = world.node("anna", node -> {});
    private final Node ben = world.node("ben", node -> calls.serve(node, this::act));
    private final List<Consumer<String>> unanswered = new ArrayList<>();
    private boolean answering = true;

    private void act(Node from, String question, Consumer<String> answer) {
        acted.add(from + " " + question);
        if (answering) {
            answer.accept("to " + question);
        } else {
            unanswered.add(answer);
        }
    }

    private void ask(String question) {
        calls.ask(anna, ben, question, 1_000, answers::add);
    }

    @Test
    void eachQuestionGetsItsAnswerOverOneLine() {
        anna.start();
        ben.start();
        ask("a");
        ask("b");
        world.advance(20);
        ask("c");
        world.advance(20);
        assertEquals(List.of("anna a", "anna b", "anna c"), acted);
        assertEquals(List.of(Optional.of("to a"), Optional.of("to b"), Optional.of("to c")), answers);
        assertEquals(1, calls.lines().connections());
    }

    @Test
    void withoutAnAnswerTheTimeEndsTheQuestion() {
        anna.start();
        ben.start();
        answering = false;
        ask("a");
        world.advance(999);
        assertEquals(List.of(), answers);
        world.advance(1);
        assertEquals(List.of(Optional.empty()), answers);
        assertEquals(List.of("anna a"), acted);
    }

    @Test
    void anAnswerThatComesTooLateHasNoEffect() {
        anna.start();
        ben.start();
        answering = false;
        ask("a");
        world.advance(1_500);
        unanswered.get(0).accept("late");
        world.advance(20);
        assertEquals(List.of(Optional.empty()), answers);
    }

    @Test
    void brokenLineFailsItsCalls() {
        anna.start();
        ben.start();
        answering = false;
        ask("a");
        world.advance(20);
        calls.lines().cut(anna, ben);
        assertTrue(world.runUntil(() -> !answers.isEmpty(), 300));
        answering = true;
        ask("b");
        world.advance(300);
        assertEquals(List.of(Optional.empty(), Optional.of("to b")), answers);
    }

    @Test
    void callFailsWhileNobodyListens() {
        anna.start();
        ask("a");
        world.advance(20);
        assertEquals(List.of(Optional.empty()), answers);
        ben.start();
        ask("b");
        world.advance(20);
        assertEquals(Optional.of("to b"), answers.get(1));
    }

    @Test
    void restartedProgramHearsNoOldAnswers() {
        anna.start();
        ben.start();
        ask("a");
        anna.restart();
        ask("b");
        world.advance(1_000);
        assertEquals(List.of(Optional.of("to b")), answers);
    }
}
