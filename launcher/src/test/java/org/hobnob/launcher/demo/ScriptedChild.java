package org.hobnob.launcher.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.hobnob.launcher.child.Child;

/** Shows at once what a registry, or a peer among the others, shows in a demo in which all goes well. */
final class ScriptedChild implements Child {
    /** The children of one demo. */
    static final class Family implements Child.Starter {
        private final Map<String, ScriptedChild> children = new LinkedHashMap<>();
        private final BiPredicate<String, String> shows;

        /** @param shows by child and line, which lines get onto its screen; it may end a child */
        Family(BiPredicate<String, String> shows) {
            this.shows = shows;
        }

        @Override
        public Child start(String name, String... arguments) {
            ScriptedChild child =
                    new ScriptedChild(name, this, Arrays.asList(arguments).contains("--multicast"));
            children.put(name, child);
            if (name.equals("registry")) {
                child.show("tcp-port: 15600");
                child.show("registry ready");
            }
            return child;
        }

        ScriptedChild child(String name) {
            return children.get(name);
        }

        private List<ScriptedChild> others(ScriptedChild child) {
            return children.values().stream()
                    .filter(other -> other != child && !other.name.equals("registry"))
                    .toList();
        }
    }

    private final String name;
    private final Family family;
    private final boolean multicast;
    private final List<String> screen = new ArrayList<>();
    private boolean ended;

    private ScriptedChild(String name, Family family, boolean multicast) {
        this.name = name;
        this.family = family;
        this.multicast = multicast;
    }

    private void show(String line) {
        if (!ended && family.shows.test(name, line)) {
            screen.add(line);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void type(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "/signup" -> show("Logged in as " + name + ".");
            case "/msg" -> {
                family.child(words[1]).show("[@" + name + "] " + words[2] + "  (tcp)");
                show("[@" + words[1] + "] you: " + words[2] + "  (delivered)");
            }
            case "/create" -> show("#lab3 created, multicast " + (multicast ? "on" : "off"));
            case "/join" -> {
                show("#lab3 joined");
                family.others(this).forEach(other -> other.show("#lab3: " + name + " joined"));
                family.others(this).forEach(other -> {
                    show("multicast reaches " + other.name);
                    other.show("multicast reaches " + name);
                });
            }
            case "/quit" -> show("Logged out.");
            default ->
                family.others(this)
                        .forEach(other -> other.show(
                                "[#lab3] " + name + ": " + line + (multicast ? "  (multicast)" : "  (tcp)")));
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
        return !ended;
    }

    @Override
    public void kill() {
        ended = true;
    }

    @Override
    public void close() {
        ended = true;
    }
}
