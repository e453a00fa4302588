package org.hobnob.launcher.bench.load;

import org.hobnob.launcher.bench.measure.Latencies;

/** What was sent between two instants, and what came back for it, however late. For one event loop. */
public final class KeepAliveWindow {
    private final Latencies into;
    private final long startNs;
    private boolean open = true;
    private long endNs;
    private long askedNative;
    private long sentOriginal;
    private long answered;

    /** @param into takes the time of each answer */
    public KeepAliveWindow(Latencies into, long startNs) {
        this.into = into;
        this.startNs = startNs;
    }

    /** One that counts nothing. */
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

    /** Native keep-alives, each of which wants an answer. */
    public long askedNative() {
        return askedNative;
    }

    /** Original keep-alives, which get none. */
    public long sentOriginal() {
        return sentOriginal;
    }

    public long unanswered() {
        return askedNative - answered;
    }
}
