package org.hobnob.protocol.handout;

/**
 * Tells losses that a slower pace prevents from those that it does not (SPEC 17.4). Radio loses a tenth at any pace; a
 * queue that is full loses what is too much.
 */
final class LossWatch {
    /** Fewer datagrams tell nothing. */
    private static final int MIN_SENT = 40;
    /** The first pace may be too fast already. */
    private static final double FIRST_BASE = 0.3;

    private static final double TOLERANCE = 0.04;
    private static final double MOST_TOLERANCE = 0.3;
    private static final double DEVIATIONS = 3;
    private static final double MUCH = 0.25;
    private static final double SMOOTHING = 0.3;
    /** At a pace that fell to 0.7 a full queue lets through a share that is up to 1.43 times as large. */
    private static final double HELPED = 1.15;

    /** A queue that fills hides the effect of the first. */
    private static final int VAIN_FALLS = 2;

    private int highest;
    private int heard;
    private double base = -1;
    private double unrest;
    private double last;
    private boolean isExcess;
    private boolean hasFallen;
    private int vainFalls;
    private double excessAtFall;
    private double arrivedAtFall;

    /** @param serial the last one sent before this receiver was there */
    LossWatch(int serial) {
        highest = serial;
    }

    /**
     * Judges what has happened since the last report.
     *
     * @return whether much more was lost than at other paces, or more twice running
     */
    boolean isOverrun(int nowHighest, int nowHeard) {
        int sent = nowHighest - highest;
        if (sent < MIN_SENT) {
            return false;
        }
        last = Math.max(0, 1 - (double) (nowHeard - heard) / sent);
        highest = nowHighest;
        heard = nowHeard;
        learn();
        boolean wasExcess = isExcess;
        double noise = DEVIATIONS * Math.sqrt(Math.max(base, 0.01) * (1 - base) / sent);
        double excess = last - base - noise - Math.min(MOST_TOLERANCE, Math.max(TOLERANCE, DEVIATIONS * unrest));
        isExcess = excess > 0;
        if (!isExcess) {
            unrest += SMOOTHING * (Math.abs(last - base) - unrest);
        }
        return isExcess && (wasExcess || excess > MUCH);
    }

    private void learn() {
        if (base < 0) {
            base = Math.min(last, FIRST_BASE);
        } else if (last < base) {
            base += SMOOTHING * (last - base);
        }
        if (hasFallen) {
            hasFallen = false;
            boolean hasHelped = 1 - last > HELPED * arrivedAtFall || last - base < excessAtFall / 2;
            vainFalls = hasHelped ? 0 : vainFalls + 1;
            // Where slower paces have not helped, the loss has another cause.
            base = vainFalls < VAIN_FALLS ? base : last;
        }
    }

    /** Returns whether more was lost than at other paces, at the last judgement. */
    boolean isExcess() {
        return isExcess;
    }

    /** The pace falls because of what was reported last. */
    void fell() {
        hasFallen = true;
        excessAtFall = last - base;
        arrivedAtFall = 1 - last;
    }

    /** Returns what share was lost lately, 0 to 1. */
    double loss() {
        return last;
    }
}
