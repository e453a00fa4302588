package org.hobnob.launcher.bench.report.page;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final double MS_PER_S = 1_000;
    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_KB = 1e3;

    private Figures() {}

    /** Two significant digits below 10, whole numbers with separators above. */
    static String count(double value) {
        return format(value >= 10 || value == Math.rint(value) ? "%,.0f" : "%.1f", value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String time(double ms) {
        if (ms == 0) {
            return "0";
        }
        if (ms >= MS_PER_S) {
            return format(ms >= 10 * MS_PER_S ? "%.0f s" : "%.1f s", ms / MS_PER_S);
        }
        return format(ms >= 10 ? "%.0f ms" : ms >= 1 ? "%.1f ms" : "%.2f ms", ms);
    }

    static String percent(double share) {
        return format("%.0f %%", share * 100);
    }

    static String megabytes(double bytes) {
        return format("%,.0f MB", bytes / BYTES_PER_MB);
    }

    static String kilobytes(double bytes) {
        return format("%.1f KB", bytes / BYTES_PER_KB);
    }

    static String cores(double cores) {
        return format("%.3f", cores);
    }

    /** A number of a style sheet or a drawing. */
    static String plain(double value) {
        return format("%.2f", value);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
