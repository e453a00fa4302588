package org.hobnob.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.DemoFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the class says it showed, it looked for: scripted children stand in for the programs. */
class ClassroomTest {
    private static final String LINK = "hobnob://127.0.0.1:15600/?key=K";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Map<String, Scripted> children = new LinkedHashMap<>();
    private int copies = 1;
    private Predicate<Scripted> hears = child -> true;

    @TempDir
    private Path folder;

    private String run() throws IOException {
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (Classroom classroom = new Classroom(folder, out, 4, (name, arguments) -> {
            Scripted child = new Scripted(name, List.of(arguments));
            children.put(name, child);
            return child;
        })) {
            classroom.run();
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyLineOnEveryScreenIsCounted() throws IOException {
        String text = run();
        assertTrue(text.contains("the teacher's line is shown by 3 of 3"), text);
        assertTrue(text.contains("3 pupils answered, one after the other: shown 9 times of 9, none twice"), text);
        assertFalse(children.get("registry").isAlive());
    }

    @Test
    void allComeByTheLinkConsolesAndPrograms() throws IOException {
        run();
        children.remove("registry");
        children.values().forEach(child -> assertEquals(LINK, child.arguments.get(1)));
        assertEquals(1, children.values().stream().filter(Scripted::isProgram).count());
        assertEquals(
                1,
                children.values().stream()
                        .filter(child -> child.arguments.contains("--no-multicast"))
                        .count());
    }

    @Test
    void lineThatOneScreenLacksFailsIt() {
        hears = child -> !child.name.equals("pupil02");
        DemoFailedException failure = assertThrows(DemoFailedException.class, this::run);
        assertEquals("pupil02 did not show «good morning»", failure.getMessage());
    }

    @Test
    void lineThatIsShownTwiceFailsIt() {
        copies = 2;
        DemoFailedException failure = assertThrows(DemoFailedException.class, this::run);
        assertEquals("pupil01 showed more than once: «good morning»", failure.getMessage());
    }

    /** Shows at once what a registry or a member shows where all goes well. */
    private final class Scripted implements Child {
        private final String name;
        private final List<String> arguments;
        private final List<String> screen = new ArrayList<>();
        private boolean alive = true;

        Scripted(String name, List<String> arguments) {
            this.name = name;
            this.arguments = arguments;
            if (arguments.get(0).equals("registry")) {
                screen.addAll(List.of("link: " + LINK, "registry ready"));
            }
        }

        boolean isProgram() {
            return arguments.contains("--json");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void type(String line) {
            if (isProgram()) {
                JsonObject request = new JsonObject(line);
                screen.add(new JsonObject()
                        .put("id", request.getInteger("id"))
                        .put("result", new JsonObject())
                        .encode());
                Optional.ofNullable(request.getString("text")).ifPresent(this::say);
            } else if (line.startsWith("/")) {
                screen.add(line.startsWith("/quit") ? "Logged out." : "#class joined");
            } else {
                say(line);
            }
        }

        private void say(String text) {
            children.values().stream()
                    .filter(other -> other != this && hears.test(other))
                    .forEach(other -> other.hear(name, text));
        }

        private void hear(String speaker, String text) {
            String line = isProgram()
                    ? new JsonObject().put("text", text).put("from", speaker).encode()
                    : "[#class] " + speaker + ": " + text + "  (multicast)";
            for (int i = 0; i < copies; i++) {
                screen.add(line);
            }
        }

        @Override
        public Optional<String> await(Duration patience, String... texts) {
            return screen.stream()
                    .filter(line -> Arrays.stream(texts).anyMatch(line::contains))
                    .findFirst();
        }

        @Override
        public List<String> lines(String text) {
            return screen.stream().filter(line -> line.contains(text)).toList();
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void kill() {
            alive = false;
        }

        @Override
        public void close() {
            alive = false;
        }
    }
}
