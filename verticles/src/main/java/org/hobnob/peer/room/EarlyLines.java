package org.hobnob.peer.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.protocol.message.value.UserName;

/**
 * Open lines whose sender is not known as a member yet, for a moment: a line may overtake the registry's notice that its
 * sender has joined. Pure; not thread-safe.
 */
final class EarlyLines {
    /** Longer than a contact that was just looked up waits for its turn, and the registry for its answer. */
    static final long KEPT_MS = 5_000;

    static final int MOST = 256;

    /**
     * A line.
     *
     * @param source the address that it came from
     */
    record Line(UserName sender, String text, String source) {}

    private record Kept(Line line, long untilMs) {}

    private final LongSupplier nowMs;
    private final Deque<Kept> lines = new ArrayDeque<>();

    /** @param nowMs a monotonic clock, in milliseconds */
    EarlyLines(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    /** Keeps a line; beyond {@link #MOST} it is dropped, as those that wait came first. */
    void add(Line line) {
        dropOld();
        if (lines.size() < MOST) {
            lines.add(new Kept(line, nowMs.getAsLong() + KEPT_MS));
        }
    }

    /** Removes and returns the lines of these senders, in the order in which they came. */
    List<Line> take(Predicate<UserName> known) {
        dropOld();
        List<Line> taken = new ArrayList<>();
        for (Iterator<Kept> all = lines.iterator(); all.hasNext(); ) {
            Line line = all.next().line();
            if (known.test(line.sender())) {
                all.remove();
                taken.add(line);
            }
        }
        return taken;
    }

    private void dropOld() {
        long now = nowMs.getAsLong();
        while (!lines.isEmpty() && lines.peek().untilMs() <= now) {
            lines.remove();
        }
    }
}
