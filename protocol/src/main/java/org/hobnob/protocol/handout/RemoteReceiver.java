package org.hobnob.protocol.handout;

import java.util.List;
import org.hobnob.protocol.message.value.UserName;

/** What a sender knows of one receiver. */
final class RemoteReceiver {
    private static final long NOT_ASKED = Long.MAX_VALUE;
    private static final double MUCH = 0.35;

    private final UserName name;
    private final long sinceMs;
    private final LossWatch watch;
    private Report last = new Report(0, 0, 0, List.of());
    private long askedMs = NOT_ASKED;
    private boolean asksNeeds;
    private boolean hasSettled;
    private boolean isOverrun;
    private int roundsBehind;
    private int ownPieces;

    RemoteReceiver(UserName name, int serial, long nowMs) {
        this.name = name;
        this.sinceMs = nowMs;
        watch = new LossWatch(serial);
    }

    UserName name() {
        return name;
    }

    boolean isDeaf(long nowMs) {
        return last.heard() == 0 && nowMs - sinceMs >= HandoutTiming.DEAF_MS;
    }

    boolean hasHeard() {
        return last.heard() > 0;
    }

    boolean owesAnswer() {
        return askedMs != NOT_ASKED;
    }

    boolean isSilent(long nowMs) {
        return owesAnswer() && nowMs - askedMs >= HandoutTiming.ANSWER_MS;
    }

    long silentMs() {
        return owesAnswer() ? askedMs + HandoutTiming.ANSWER_MS : Long.MAX_VALUE;
    }

    /** @param needs whether it is asked what it lacks, because the pass is over */
    void ask(boolean needs, long nowMs) {
        askedMs = nowMs;
        asksNeeds = needs;
    }

    /** A new pass has begun. */
    void unsettle() {
        hasSettled = false;
    }

    /** Returns whether its last report tells what it lacks at the end of the pass. */
    boolean hasSettled() {
        return hasSettled;
    }

    /**
     * Takes a report.
     *
     * @param serial the last one sent
     * @return whether it can be true
     */
    boolean take(Report report, int serial, Layout layout) {
        if (!isConsistent(report, serial, layout)) {
            return false;
        }
        boolean stillMoves = report.highest() < serial && report.highest() > last.highest();
        hasSettled = asksNeeds && !stillMoves;
        isOverrun = watch.isOverrun(report.highest(), report.heard());
        last = report;
        askedMs = NOT_ASKED;
        return true;
    }

    private boolean isConsistent(Report report, int serial, Layout layout) {
        boolean counts = report.highest() <= serial
                && report.heard() <= report.highest()
                && report.highest() >= last.highest()
                && report.heard() >= last.heard();
        if (!counts || report.from() > layout.blocks() || report.needs().size() > layout.blocks() - report.from()) {
            return false;
        }
        for (int i = 0; i < report.needs().size(); i++) {
            if (report.need(report.from() + i) > layout.sources(report.from() + i)) {
                return false;
            }
        }
        return true;
    }

    Report last() {
        return last;
    }

    boolean isOverrun() {
        return isOverrun;
    }

    boolean isExcess() {
        return watch.isExcess();
    }

    double loss() {
        return watch.loss();
    }

    void fell() {
        watch.fell();
    }

    /**
     * Compares what it lost with what is usual.
     *
     * @param usualLoss what half of the receivers lost at most, 0 to 1
     * @return whether it lost much more than they
     */
    boolean isBehind(double usualLoss) {
        boolean isBehind = watch.loss() > usualLoss + MUCH;
        roundsBehind = isBehind ? roundsBehind + 1 : 0;
        return isBehind;
    }

    /** Returns how many rounds running it has lost much more than others. */
    int roundsBehind() {
        return roundsBehind;
    }

    /** How many repairs were sent for its sake alone. */
    int ownPieces() {
        return ownPieces;
    }

    void charge(int pieces) {
        ownPieces += pieces;
    }
}
