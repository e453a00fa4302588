package org.hobnob.peer.console.file;

import java.util.Locale;

/** Amounts of bytes and of time in few characters. */
final class Amounts {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int STEP = 1_000;
    private static final int FEW = 10;
    private static final long MINUTE_S = 60;
    private static final long HOUR_S = 3_600;

    private Amounts() {}

    /** Returns such as {@code 512 B}, {@code 1.2 MB} or {@code 35 GB}. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        boolean isWhole = unit == 0 || amount >= FEW;
        return String.format(Locale.ROOT, isWhole ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }

    /** Returns such as {@code 40 s}, {@code 5 min} or {@code 3 h}, rounded up. */
    static String time(long ms) {
        long seconds = Math.max(1, (ms + 999) / 1_000);
        if (seconds < 2 * MINUTE_S) {
            return seconds + " s";
        }
        return seconds < 2 * HOUR_S
                ? (seconds + MINUTE_S - 1) / MINUTE_S + " min"
                : (seconds + HOUR_S - 1) / HOUR_S + " h";
    }

    /** Returns how many whole percent that is; nothing of nothing is all. */
    static long percent(long done, long size) {
        return size == 0 ? 100 : (long) (100.0 * done / size);
    }
}
