package org.hobnob.protocol.room.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;

/**
 * When and whom to ask for what one stream lacks (SPEC 8.8): first the group, after a random wait and not where another
 * member has just asked; then the holders, one after the other, over their lines.
 */
final class Repair {
    /** What to do now. */
    enum Step {
        WAIT,
        ASK_GROUP,
        ASK_HOLDER,
        GIVE_UP
    }

    private static final int SMOOTHING = 4;

    private final RandomGenerator random;
    private final Set<UserName> tried = new HashSet<>();
    private final Set<UserName> withoutIt = new HashSet<>();
    private Optional<UserName> asked = Optional.empty();
    private boolean open;
    private long head;
    private long sinceMs;
    private long dueMs;
    private long askedGroupMs;
    private long answerMs;
    private long repeatMs = Timing.NAK_REPEAT_MS;
    private long waitMs;
    private int naks;

    Repair(RandomGenerator random) {
        this.random = random;
    }

    /** Nothing is missing. */
    void close(long nowMs) {
        measure(nowMs);
        open = false;
        asked = Optional.empty();
    }

    /** Something is missing, from this number on. */
    void missing(long firstMissing, long nowMs) {
        if (!open) {
            dueMs = nowMs + random.nextLong(Timing.NAK_MIN_MS, Timing.NAK_MAX_MS + 1);
        }
        if (!open || firstMissing != head) {
            measure(nowMs);
            sinceMs = nowMs;
            waitMs = repeatMs;
            tried.clear();
            withoutIt.clear();
        }
        open = true;
        head = firstMissing;
    }

    /** Whether more should be known of who has what is missing than these, of whom some may have been asked in vain. */
    boolean wantsHolders(Collection<UserName> known) {
        return known.stream().filter(holder -> !tried.contains(holder)).count() < Bounds.HOLDERS;
    }

    /** Another member has asked the group for all of it: its answer serves as well. */
    void suppress(long nowMs) {
        if (open && asked.isEmpty() && naks < Bounds.NAKS) {
            askedGroup(nowMs);
        }
    }

    /**
     * What was missing is here. Where one question was enough, that is how long the group takes to answer; where more were
     * asked, and the last was not answered in such a time, the one before may have been, and the next wait is longer.
     */
    private void measure(long nowMs) {
        long tookMs = Math.min(nowMs - askedGroupMs, Timing.NAK_REPEAT_MAX_MS);
        if (naks == 1) {
            answerMs = tookMs > 2 * answerMs ? tookMs : answerMs + (tookMs - answerMs) / SMOOTHING;
            repeatMs = Math.max(Timing.NAK_REPEAT_MS, Math.min(2 * answerMs, Timing.NAK_REPEAT_MAX_MS));
        } else if (naks > 1 && tookMs > 2 * answerMs) {
            repeatMs = Math.min(2 * repeatMs, Timing.NAK_REPEAT_MAX_MS);
        }
        naks = 0;
    }

    private void askedGroup(long nowMs) {
        naks++;
        askedGroupMs = nowMs;
        dueMs = nowMs + waitMs + random.nextLong(waitMs / 2 + 1);
    }

    /**
     * What to do now; it counts as done.
     *
     * @param owner whether the stream's owner is there: then the group can be asked
     * @param hopeless whether the owner says that it cannot repair it: then who has it not has it never
     * @param holders who may have it, the best first, the owner among them where it is there
     */
    Step step(boolean owner, boolean hopeless, Collection<UserName> holders, long nowMs) {
        if (!open || nowMs < dueMs) {
            return Step.WAIT;
        }
        asked.ifPresent(tried::add);
        asked = Optional.empty();
        if (nowMs - sinceMs >= Timing.GIVE_UP_MS || owner && hopeless && withoutIt.containsAll(holders)) {
            return Step.GIVE_UP;
        }
        if (owner && naks < Bounds.NAKS) {
            askedGroup(nowMs);
            return Step.ASK_GROUP;
        }
        asked = holders.stream().filter(holder -> !tried.contains(holder)).findFirst();
        if (asked.isPresent()) {
            dueMs = nowMs + Timing.REPAIR_ANSWER_MS;
            return Step.ASK_HOLDER;
        }
        tried.clear();
        tried.addAll(withoutIt);
        naks = Bounds.NAKS - 1;
        dueMs = nowMs + waitMs;
        waitMs = Math.min(2 * waitMs, Timing.NAK_REPEAT_MAX_MS);
        return Step.WAIT;
    }

    /** Whom to ask, after {@link Step#ASK_HOLDER}. */
    Optional<UserName> asked() {
        return asked;
    }

    /** The holder has answered; with nothing where it does not have it. */
    void answered(UserName holder, boolean something, long nowMs) {
        if (asked.filter(holder::equals).isEmpty()) {
            return;
        }
        if (!something) {
            tried.add(holder);
            withoutIt.add(holder);
        }
        asked = Optional.empty();
        dueMs = nowMs;
    }

    /** The holder could not be asked. */
    void failed(UserName holder, long nowMs) {
        if (asked.filter(holder::equals).isPresent()) {
            tried.add(holder);
            asked = Optional.empty();
            dueMs = nowMs + Timing.NAK_MIN_MS;
        }
    }

    /** When {@link #step} is worth a call; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        return open ? dueMs : Long.MAX_VALUE;
    }
}
