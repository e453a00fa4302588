package org.hobnob.protocol.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A node's durable memory: values under keys, and logs. The program reads what it wrote; a crash takes back what was not
 * committed. Values are to be immutable; arrays of bytes are copied.
 *
 * <p>What a program writes or commits that is not up has no effect.
 */
public final class Disk {
    /** Writes of one commit, and how to take each back. */
    private static final class Commit {
        private final List<Runnable> undos = new ArrayList<>();

        void takeBack() {
            for (int i = undos.size() - 1; i >= 0; i--) {
                undos.get(i).run();
            }
        }
    }

    private final Node node;
    private final TreeMap<String, Object> values = new TreeMap<>();
    private final Map<String, ArrayDeque<Object>> logs = new HashMap<>();
    private final ArrayDeque<Commit> durable = new ArrayDeque<>();
    private final ArrayDeque<Commit> underWay = new ArrayDeque<>();
    private Commit open = new Commit();
    private int losesAtPowerOff;
    private long maxCommitMs;
    private long lastDueMs;

    Disk(Node node) {
        this.node = node;
    }

    /** Lets each loss of power take back up to so many of the last commits; none at first. */
    public void losesAtPowerOff(int commits) {
        losesAtPowerOff = commits;
    }

    /** Lets {@link #commit(Runnable)} take up to so long, each a random time; 0 at first. */
    public void takesForCommit(long maxMs) {
        maxCommitMs = maxMs;
    }

    /** Writes the value under the key. */
    public void put(String key, Object value) {
        if (node.isUp()) {
            replace(key, copy(value));
        }
    }

    /** Removes what is under the key, if anything. */
    public void remove(String key) {
        if (node.isUp()) {
            replace(key, null);
        }
    }

    /** What is under the key, committed or not. */
    public <T> Optional<T> get(String key, Class<T> type) {
        return Optional.ofNullable(type.cast(copy(values.get(key))));
    }

    /** The keys that begin so and have a value, in order. */
    public List<String> keys(String prefix) {
        return List.copyOf(values.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
    }

    /** Writes the entry at the end of the log. */
    public void append(String log, Object entry) {
        if (node.isUp()) {
            ArrayDeque<Object> entries = entries(log);
            entries.addLast(copy(entry));
            open.undos.add(entries::removeLast);
        }
    }

    /** Removes so many entries from the front of the log, or all where it has fewer. */
    public void trim(String log, int count) {
        ArrayDeque<Object> entries = entries(log);
        for (int i = 0; node.isUp() && i < count && !entries.isEmpty(); i++) {
            Object entry = entries.removeFirst();
            open.undos.add(() -> entries.addFirst(entry));
        }
    }

    /** The log's entries from the front, committed or not. */
    public <T> List<T> log(String log, Class<T> type) {
        return entries(log).stream().map(entry -> type.cast(copy(entry))).toList();
    }

    /** Makes durable what was written, at once. */
    public void commit() {
        if (node.isUp()) {
            submit();
            while (!underWay.isEmpty()) {
                nextIsDurable();
            }
        }
    }

    /**
     * Makes durable what was written, after a while, in the order of the calls.
     *
     * @param then what the program does once it is durable; a crash may come before and after that
     */
    public void commit(Runnable then) {
        if (!node.isUp()) {
            return;
        }
        Commit commit = submit();
        int incarnation = node.incarnation();
        long delayMs = maxCommitMs == 0 ? 0 : random().nextLong(maxCommitMs + 1);
        lastDueMs = Math.max(lastDueMs, node.world().nowMs() + delayMs);
        node.world().at(lastDueMs, () -> {
            while (underWay.contains(commit)) {
                nextIsDurable();
            }
            node.run(incarnation, then);
        });
    }

    /**
     * Forgets everything, as a new disk has.
     *
     * @throws IllegalStateException where the node is up
     */
    public void wipe() {
        if (node.isUp()) {
            throw new IllegalStateException("wiped while in use");
        }
        values.clear();
        logs.clear();
        durable.clear();
    }

    /** Of the commits under way some may have become durable, the first ones first. */
    void crash(boolean byPower) {
        open.takeBack();
        open = new Commit();
        int kept = underWay.isEmpty() ? 0 : random().nextInt(underWay.size() + 1);
        while (underWay.size() > kept) {
            underWay.removeLast().takeBack();
        }
        while (!underWay.isEmpty()) {
            nextIsDurable();
        }
        int lost = byPower && losesAtPowerOff > 0 ? random().nextInt(losesAtPowerOff + 1) : 0;
        for (; lost > 0 && !durable.isEmpty(); lost--) {
            durable.removeLast().takeBack();
        }
    }

    private RandomGenerator random() {
        return node.world().random("disk of " + node.name());
    }

    private Commit submit() {
        Commit commit = open;
        underWay.addLast(commit);
        open = new Commit();
        return commit;
    }

    private void nextIsDurable() {
        durable.addLast(underWay.removeFirst());
        while (durable.size() > losesAtPowerOff) {
            durable.removeFirst();
        }
    }

    private void replace(String key, Object value) {
        Object before = set(key, value);
        open.undos.add(() -> set(key, before));
    }

    private Object set(String key, Object value) {
        return value == null ? values.remove(key) : values.put(key, value);
    }

    private ArrayDeque<Object> entries(String log) {
        return logs.computeIfAbsent(log, name -> new ArrayDeque<>());
    }

    private static Object copy(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }
}
