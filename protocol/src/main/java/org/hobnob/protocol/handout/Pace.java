package org.hobnob.protocol.handout;

/**
 * How fast a hand-out is sent (SPEC 17.4): slowly at first, then faster as long as no receiver loses more than it does at
 * any pace. Not thread-safe.
 */
public final class Pace {
    private static final double START_GROWTH = 1.5;
    private static final double GROWTH = 1.1;
    private static final double FALL = 0.7;

    private final double floor;
    private final double ceiling;
    private double rate;
    private boolean hasFallen;

    /**
     * @param floor the lowest rate, bytes per second, above 0
     * @param start the first rate
     * @param ceiling the highest rate
     */
    public Pace(long floor, long start, long ceiling) {
        if (floor < 1 || floor > start || start > ceiling) {
            throw new IllegalArgumentException("rates " + floor + ", " + start + ", " + ceiling);
        }
        this.floor = floor;
        this.ceiling = ceiling;
        rate = start;
    }

    /** Returns the rate in bytes per second. */
    public double rate() {
        return rate;
    }

    boolean isLowest() {
        return rate <= floor;
    }

    /** Everybody bore the rate. */
    void grow() {
        rate = Math.min(ceiling, rate * (hasFallen ? GROWTH : START_GROWTH));
    }

    /** Somebody did not bear it. */
    void fall() {
        hasFallen = true;
        rate = Math.max(floor, rate * FALL);
    }
}
