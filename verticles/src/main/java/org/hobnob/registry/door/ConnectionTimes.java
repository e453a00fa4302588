package org.hobnob.registry.door;

import java.util.Optional;

/**
 * How long one connection has been in its present step, and whether that is too long. The handshake is over when this is
 * made; TLS itself bounds it. A logged-in user's silence is the keep-alive's business (SPEC 6). Not thread-safe.
 */
public final class ConnectionTimes {
    /** What a connection did not do in time. */
    public enum Overdue {
        /** It sent nothing. */
        FIRST_BYTE("sent nothing"),
        /** It did not log in. */
        LOGIN("did not log in"),
        /** It did not read its answers. */
        UNREAD("does not read its answers"),
        /** It neither read nor sent anything, though something waits to be read. */
        IDLE("neither reads nor sends");

        private final String words;

        Overdue(String words) {
            this.words = words;
        }

        /** What the client did or did not do, as the end of a sentence. */
        public String words() {
            return words;
        }
    }

    private enum Step {
        SILENT,
        LOGGED_OUT,
        LOGGED_IN
    }

    private static final long NS_PER_MS = 1_000_000;

    private final DoorLimits.Times limits;
    private Step step = Step.SILENT;
    private long loginMs;
    private long stepSinceNs;
    private long movedNs;
    private long fullSinceNs;
    private boolean isFull;
    private int unwritten;

    /** @param nowNs the time, by a monotonic clock */
    public ConnectionTimes(DoorLimits.Times limits, long nowNs) {
        this.limits = limits;
        stepSinceNs = nowNs;
        movedNs = nowNs;
    }

    /** The first byte has come. */
    public void recognised(boolean isOriginal, long nowNs) {
        loginMs = isOriginal ? limits.originalLoginMs() : limits.loginMs();
        enter(Step.LOGGED_OUT, nowNs);
    }

    public void loggedIn(long nowNs) {
        enter(Step.LOGGED_IN, nowNs);
    }

    public void loggedOut(long nowNs) {
        enter(Step.LOGGED_OUT, nowNs);
    }

    private void enter(Step next, long nowNs) {
        step = next;
        stepSinceNs = nowNs;
    }

    /** Bytes have come. */
    public void received(long nowNs) {
        movedNs = nowNs;
    }

    /** Something is to be written. */
    public void writing(long nowNs) {
        if (unwritten == 0) {
            movedNs = nowNs;
        }
        unwritten++;
    }

    /** The system has taken one of the things to be written. */
    public void written(long nowNs) {
        unwritten--;
        movedNs = nowNs;
    }

    /** The queue of what is to be written is full. */
    public void full(long nowNs) {
        if (!isFull) {
            isFull = true;
            fullSinceNs = nowNs;
        }
    }

    /** The queue has room again. */
    public void drained() {
        isFull = false;
    }

    /** Whether it has sent nothing so far. */
    public boolean isSilent() {
        return step == Step.SILENT;
    }

    /**
     * What the connection should have done by now; empty if nothing.
     *
     * @param firstByteMs how long the first byte may take at present, in milliseconds
     */
    public Optional<Overdue> overdue(long nowNs, long firstByteMs) {
        if (isFull && isOver(fullSinceNs, limits.unreadMs(), nowNs)) {
            return Optional.of(Overdue.UNREAD);
        }
        if (unwritten > 0 && isOver(movedNs, limits.idleMs(), nowNs)) {
            return Optional.of(Overdue.IDLE);
        }
        if (step == Step.SILENT && isOver(stepSinceNs, firstByteMs, nowNs)) {
            return Optional.of(Overdue.FIRST_BYTE);
        }
        return step == Step.LOGGED_OUT && isOver(stepSinceNs, loginMs, nowNs)
                ? Optional.of(Overdue.LOGIN)
                : Optional.empty();
    }

    private static boolean isOver(long sinceNs, long limitMs, long nowNs) {
        return nowNs - sinceNs >= limitMs * NS_PER_MS;
    }
}
