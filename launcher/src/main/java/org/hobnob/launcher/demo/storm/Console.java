package org.hobnob.launcher.demo.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.peer.console.text.Role;

/** One user's console, over the restarts of its program. Thread-safe. */
final class Console implements AutoCloseable {
    private final String name;
    private final Children children;
    private final View view;
    private final List<String> lines = new ArrayList<>();
    private Child child;

    Console(String name, Children children, View view) {
        this.name = name;
        this.children = children;
        this.view = view;
    }

    String name() {
        return name;
    }

    void start(String... arguments) {
        child = children.start(name, this::add, arguments);
        view.state(name, Role.SUCCESS, "online");
    }

    private void add(String line) {
        view.shown(name, line);
        synchronized (this) {
            lines.add(line);
            notifyAll();
        }
    }

    void type(String line) {
        child.type(line);
    }

    /** All lines so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Waits for a line among those from a number on.
     *
     * @param from 0 for all lines
     * @param what is waited for, for the failure
     * @throws DemoFailedException where none comes in time
     */
    synchronized String await(int from, Duration patience, String what, Predicate<String> wanted) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<String> found = lines.stream().skip(from).filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new DemoFailedException(name + " did not show " + what + " in " + patience.toSeconds() + " s");
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailedException("interrupted");
            }
        }
    }

    void kill() {
        child.kill();
        view.state(name, Role.ERROR, "killed");
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
