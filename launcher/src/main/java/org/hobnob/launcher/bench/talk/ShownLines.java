package org.hobnob.launcher.bench.talk;

import java.util.BitSet;
import org.hobnob.launcher.bench.measure.Latencies;

/** Records which lines of a room were shown to whom. Thread-safe. */
final class ShownLines {
    private final int members;
    private final int lines;
    private final long[] saidNs;
    private final BitSet shown = new BitSet();
    private final Latencies measured;
    private long twice;

    /**
     * @param lines how many each member says
     * @param measured shared by several rooms, which lock it
     */
    ShownLines(int members, int lines, Latencies measured) {
        this.members = members;
        this.lines = lines;
        this.measured = measured;
        saidNs = new long[members * lines];
    }

    /** The number of a line, which its text carries. */
    int numberOf(int speaker, int line) {
        return speaker * lines + line;
    }

    synchronized void said(int number, long nowNs) {
        saidNs[number] = nowNs;
    }

    /** A line was shown to a member. Others' lines, such as those of the rehearsal, are no concern of this. */
    void shown(int reader, int number, long nowNs) {
        long sinceNs;
        synchronized (this) {
            if (number < 0 || number >= saidNs.length || saidNs[number] == 0) {
                return;
            }
            int place = reader * saidNs.length + number;
            if (shown.get(place)) {
                twice++;
                return;
            }
            shown.set(place);
            sinceNs = nowNs - saidNs[number];
        }
        synchronized (measured) {
            measured.success(sinceNs);
        }
    }

    /** How many were shown, each once for each reader. */
    synchronized long count() {
        return shown.cardinality();
    }

    synchronized long twice() {
        return twice;
    }

    /** How many are to be shown. */
    long expected() {
        return (long) saidNs.length * (members - 1);
    }
}
