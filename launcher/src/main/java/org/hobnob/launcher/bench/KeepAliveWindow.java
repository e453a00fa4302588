package org.hobnob.launcher.bench;

/** What was sent between two instants, and what came back for it, however late. For one event loop. */
final class KeepAliveWindow {
    private final Latencies into;
    private final long startNs;
    private boolean open = true;
    private long endNs;
    private long askedNative;
    private long sentOriginal;
    private long answered;

    /** @param into takes the time of each answer */
    KeepAliveWindow(Latencies into, long startNs) {
        this.into = into;
        this.startNs = startNs;
    }

    /** One that counts nothing. */
    static KeepAliveWindow closed() {
        KeepAliveWindow window = new KeepAliveWindow(new Latencies(), 0);
        window.close(0);
        return window;
    }

    void close(long nowNs) {
        open = false;
        endNs = nowNs;
    }

    void sent(boolean wantsAnswer, long nowNs) {
        if (open && wantsAnswer) {
            askedNative++;
        } else if (open) {
            sentOriginal++;
        }
    }

    void answered(long sentNs, long nowNs) {
        boolean inside = sentNs - startNs >= 0 && (open || sentNs - endNs < 0);
        if (inside) {
            answered++;
            into.success(nowNs - sentNs);
        }
    }

    /** Native keep-alives, each of which wants an answer. */
    long askedNative() {
        return askedNative;
    }

    /** Original keep-alives, which get none. */
    long sentOriginal() {
        return sentOriginal;
    }

    long unanswered() {
        return askedNative - answered;
    }
}
