package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.hobnob.peer.console.text.Role;

/** Gives the answers that a test has prepared, and leaves after the last one. */
final class FakePerson implements Person {
    final List<String> seen = new ArrayList<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private int given;

    FakePerson answers(String... next) {
        answers.addAll(List.of(next));
        return this;
    }

    @Override
    public void show(Role role, String line) {
        seen.add(role.mark() + line);
    }

    @Override
    public Optional<String> ask(String question) {
        seen.add(question);
        if (!answers.isEmpty()) {
            given++;
        }
        return Optional.ofNullable(answers.poll());
    }

    /** How many answers were given. */
    int given() {
        return given;
    }

    void sees(String text) {
        assertTrue(seen.stream().anyMatch(line -> line.contains(text)), () -> "no «" + text + "» in " + seen);
    }

    void seesNot(String text) {
        assertTrue(seen.stream().noneMatch(line -> line.contains(text)), () -> "«" + text + "» in " + seen);
    }
}
