package org.hobnob.net.gate;

/**
 * How near the process is to the end of its file descriptors. What others than connections hold is known from samples,
 * because counting takes milliseconds; connections are counted one by one. Not thread-safe.
 */
final class Descriptors {
    /** How many are left. */
    enum Left {
        MANY,
        /** So few that strangers must go without. */
        FEW,
        /** Only what the process itself may still need. */
        NONE
    }

    private static final long FEW_PERCENT = 80;
    private static final long NONE_PERCENT = 95;

    private long most = Long.MAX_VALUE;
    private long others;

    /**
     * @param open the descriptors that the process has open
     * @param limit the most that it may have open
     * @param connections how many of them are connections
     */
    void sampled(long open, long limit, int connections) {
        most = limit;
        others = Math.max(0, open - connections);
    }

    /** @param connections how many connections there would be */
    Left left(int connections) {
        long used = others + connections;
        if (used > share(NONE_PERCENT)) {
            return Left.NONE;
        }
        return used > share(FEW_PERCENT) ? Left.FEW : Left.MANY;
    }

    private long share(long percent) {
        return most / 100 * percent + most % 100 * percent / 100;
    }
}
