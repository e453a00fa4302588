package org.hobnob.launcher.bench.load;

import org.hobnob.launcher.bench.measure.Latencies;

/** Counts the keep-alives sent between two instants, and the answers to them, however late. For use on one event loop. */
public final class KeepAliveWindow {
    private final Latencies into;
    private final long startNs;
    private boolean open = true;
    private long endNs;
    private long askedNative;
    private long sentOriginal;
    private long answered;

    /**
     * @param into records the time of each answer
     * @param startNs when the window begins
     */
    public KeepAliveWindow(Latencies into, long startNs) {
        this.into = into;
        this.startNs = startNs;
    }

    /** A window that counts nothing. */
    static KeepAliveWindow closed() {
        KeepAliveWindow window = new KeepAliveWindow(new Latencies(), 0);
        window.close(0);
        return window;
    }

    public void close(long nowNs) {
        open = false;
        endNs = nowNs;
    }

    public void sent(boolean wantsAnswer, long nowNs) {
        if (open && wantsAnswer) {
            askedNative++;
        } else if (open) {
            sentOriginal++;
        }
    }

    public void answered(long sentNs, long nowNs) {
        boolean inside = sentNs - startNs >= 0 && (open || sentNs - endNs < 0);
        if (inside) {
            answered++;
            into.success(nowNs - sentNs);
        }
    }

    /** The native keep-alives sent; each should be answered. */
    public long askedNative() {
        return askedNative;
    }

    /** The original keep-alives sent, which are not answered. */
    public long sentOriginal() {
        return sentOriginal;
    }

    public long unanswered() {
        return askedNative - answered;
    }
}
