package org.hobnob.registry.rules.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Deadlines of many keys on one hashed timing wheel, driven by one timer of the caller.
 *
 * <p>A deadline never fires early. It fires on the first {@link #advance} at or after the end of the tick in which it lies,
 * so at most one tick late by the clock of the calls. Scheduling and cancelling take constant time; a deadline more than
 * one turn of the wheel away is inspected once per turn. Not thread-safe.
 *
 * @param <K> the key, with {@code equals} and {@code hashCode}
 */
public final class DeadlineWheel<K> {

    private static final Comparator<Entry<?>> BY_DEADLINE = (a, b) -> {
        int byTime = Long.compare(a.deadlineNs - b.deadlineNs, 0);
        return byTime != 0 ? byTime : Long.compare(a.order, b.order);
    };

    private final long tickNs;
    private final long startNs;
    private final Entry<K>[] slots;
    private final Map<K, Entry<K>> entries = new HashMap<>();
    /** All ticks before this one have been fired. */
    private long nextTick;

    private long lastOrder;
    private boolean isFiring;

    /**
     * @param tickNs the length of a tick in nanoseconds, at least 1
     * @param slotCount the number of ticks in one turn, at least 1; best if most deadlines lie within a turn
     * @param nowNs the time, from a clock such as {@link System#nanoTime()}
     * @throws IllegalArgumentException if the length or the number is below 1
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public DeadlineWheel(long tickNs, int slotCount, long nowNs) {
        if (tickNs < 1 || slotCount < 1) {
            throw new IllegalArgumentException(
                    "a wheel needs a tick and slots of at least 1, not " + tickNs + " ns and " + slotCount);
        }
        this.tickNs = tickNs;
        this.startNs = nowNs;
        this.slots = new Entry[slotCount];
        for (int i = 0; i < slotCount; i++) {
            slots[i] = new Entry<>(null);
        }
    }

    /**
     * Sets the key's deadline. It replaces an earlier one, which then does not fire.
     *
     * @param key the key, not null
     * @param deadlineNs by the same clock as the constructor's time, less than 146 years from it; a deadline in the past
     *     fires within a tick
     */
    public void schedule(K key, long deadlineNs) {
        Entry<K> entry = entries.computeIfAbsent(key, Entry::new);
        entry.unlink();
        entry.deadlineNs = deadlineNs;
        entry.order = ++lastOrder;
        link(entry);
    }

    /**
     * Removes the key's deadline.
     *
     * @param key the key
     * @return whether it had a deadline
     */
    public boolean cancel(K key) {
        Entry<K> entry = entries.remove(key);
        if (entry == null) {
            return false;
        }
        entry.unlink();
        return true;
    }

    /**
     * Fires all deadlines that are due, in the order of the deadlines, and equal ones in the order of scheduling. The
     * consumer may schedule and cancel, including deadlines that are due and have not fired yet. If it throws, the
     * deadlines not yet fired fire one tick later.
     *
     * @param nowNs the time; a time before the last one has no effect
     * @param expired receives each key once; the key then has no deadline
     * @throws IllegalStateException if the consumer calls this method
     */
    public void advance(long nowNs, Consumer<K> expired) {
        if (isFiring) {
            throw new IllegalStateException("advance() was called by what it fired");
        }
        long tick = tick(nowNs);
        if (tick <= nextTick) {
            return;
        }
        List<Entry<K>> due = takeDue(tick);
        isFiring = true;
        try {
            fire(due, expired);
        } finally {
            isFiring = false;
        }
    }

    /**
     * Postpones all deadlines: a process that stood still for a while grants others that time.
     *
     * @param gapNs by how many nanoseconds, at least 0
     */
    public void shift(long gapNs) {
        if (gapNs < 0) {
            throw new IllegalArgumentException("deadlines move later only, not by " + gapNs + " ns");
        }
        for (Entry<K> entry : entries.values()) {
            entry.unlink();
            entry.deadlineNs += gapNs;
            link(entry);
        }
    }

    /**
     * @param key the key
     * @return its deadline; empty if it has none
     */
    public OptionalLong deadlineNs(K key) {
        Entry<K> entry = entries.get(key);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.deadlineNs);
    }

    /** @return how many keys have a deadline */
    public int size() {
        return entries.size();
    }

    private List<Entry<K>> takeDue(long tick) {
        List<Entry<K>> due = new ArrayList<>();
        long slotsToVisit = Math.min(tick - nextTick, slots.length);
        for (long visited = 0; visited < slotsToVisit; visited++) {
            Entry<K> head = slot(nextTick + visited);
            for (Entry<K> entry = head.next; entry != head; ) {
                Entry<K> following = entry.next;
                if (entry.tick < tick) {
                    entry.unlink();
                    due.add(entry);
                }
                entry = following;
            }
        }
        nextTick = tick;
        due.sort(BY_DEADLINE);
        return due;
    }

    private void fire(List<Entry<K>> due, Consumer<K> expired) {
        int fired = 0;
        try {
            for (Entry<K> entry : due) {
                fired++;
                // If linked again or gone, the consumer rescheduled or cancelled it in the meantime.
                if (!entry.isLinked() && entries.remove(entry.key, entry)) {
                    expired.accept(entry.key);
                }
            }
        } finally {
            for (Entry<K> entry : due.subList(fired, due.size())) {
                if (!entry.isLinked() && entries.get(entry.key) == entry) {
                    link(entry);
                }
            }
        }
    }

    private void link(Entry<K> entry) {
        entry.tick = Math.max(tick(entry.deadlineNs), nextTick);
        entry.linkBefore(slot(entry.tick));
    }

    private Entry<K> slot(long tick) {
        return slots[(int) (tick % slots.length)];
    }

    private long tick(long timeNs) {
        return Math.floorDiv(timeNs - startNs, tickNs);
    }

    /** An element of a slot's ring. The ring's head has no key. */
    private static final class Entry<K> {
        private final K key;
        private long deadlineNs;
        private long tick;
        private long order;
        private Entry<K> previous = this;
        private Entry<K> next = this;

        private Entry(K key) {
            this.key = key;
        }

        private boolean isLinked() {
            return next != this;
        }

        private void linkBefore(Entry<K> head) {
            previous = head.previous;
            next = head;
            previous.next = this;
            head.previous = this;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }
}
