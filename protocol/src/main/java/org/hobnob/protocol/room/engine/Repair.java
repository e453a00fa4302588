package org.hobnob.protocol.room.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;

/**
 * Decides when to request missing datagrams of one stream, and from whom (SPEC 8.8, 8.9): first from the group, after a
 * random delay and unless another member has just asked; then from single holders in turn, over their connections.
 */
final class Repair {
    /** The action to take now. */
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

    /** Nothing is missing any more. */
    void close(long nowMs) {
        measure(nowMs);
        open = false;
        asked = Optional.empty();
    }

    /** Something is missing; {@code firstMissing} is the first number. */
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

    /** Returns whether more holders are worth knowing than these, some of whom may have been asked in vain. */
    boolean wantsHolders(Collection<UserName> known) {
        return known.stream().filter(holder -> !tried.contains(holder)).count() < Bounds.HOLDERS;
    }

    /** Another member has requested all of it from the group, so the answer will serve this member too. */
    void suppress(long nowMs) {
        if (open && asked.isEmpty() && naks < Bounds.NAKS) {
            askedGroup(nowMs);
        }
    }

    /**
     * Measures how long the group takes to repair. After a single request, that is the time since the request.
     * After several, if the last one cannot have been answered so quickly, an earlier one may have been, so the
     * next delay is longer.
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
     * Returns what to do now, and assumes that it is done.
     *
     * @param owner whether the stream's owner is online, so that the group can be asked
     * @param hopeless whether the owner says that it cannot repair it; then members that lack it can no longer get
     *     it from the owner
     * @param holders the members that may have it, the best first, including the owner if it is online
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

    /** Returns whom to ask after {@link Step#ASK_HOLDER}. */
    Optional<UserName> asked() {
        return asked;
    }

    /** The holder has answered; {@code filled} is false if that brought nothing of what is missing. */
    void answered(UserName holder, boolean filled, long nowMs) {
        if (asked.filter(holder::equals).isEmpty()) {
            return;
        }
        if (!filled) {
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

    /** Returns when {@link #step} may have something to do; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        return open ? dueMs : Long.MAX_VALUE;
    }
}
