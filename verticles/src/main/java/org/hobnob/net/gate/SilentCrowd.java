package org.hobnob.net.gate;

import java.util.function.LongSupplier;

/**
 * A gate behind another one, which notices when so many connections have said nothing yet that the slow ones among them must
 * make way. It stays a crowd for a while after, so that all of a crowd go and not only those beyond the limit. Thread-safe.
 */
public final class SilentCrowd implements Gate {
    /** How long a crowd is remembered, at least. */
    private static final long REMEMBERED_MS = 10_000;

    private static final long NS_PER_MS = 1_000_000;

    private final Gate gate;
    private int most;
    private long patienceMs;
    private final long handshakeMs;
    private final LongSupplier nanoTime;
    private int handshakes;
    private int silent;
    private long crowdedNs;
    private boolean isCrowded;

    /**
     * @param gate decides which connections enter
     * @param most how many may have said nothing yet; more are a crowd
     * @param patienceMs how long each of a crowd may take for its handshake, and then for its first byte, in milliseconds
     * @param handshakeMs how long a handshake may take where there is no crowd, in milliseconds
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public SilentCrowd(Gate gate, int most, long patienceMs, long handshakeMs, LongSupplier nanoTime) {
        this.gate = gate;
        this.most = most;
        this.patienceMs = patienceMs;
        this.handshakeMs = handshakeMs;
        this.nanoTime = nanoTime;
    }

    /** Changes how many may have said nothing, and how long each of a crowd may take, in milliseconds. */
    public synchronized void setLimits(int newMost, long newPatienceMs) {
        most = newMost;
        patienceMs = newPatienceMs;
    }

    @Override
    public boolean enter(String address) {
        boolean enters = gate.enter(address);
        if (enters) {
            began();
        }
        return enters;
    }

    private synchronized void began() {
        handshakes++;
        look();
    }

    @Override
    public void handshakeEnded(String address) {
        gate.handshakeEnded(address);
        ended();
    }

    private synchronized void ended() {
        handshakes--;
    }

    @Override
    public void leave(String address) {
        gate.leave(address);
    }

    @Override
    public boolean mustMakeWay(long handshakeNs) {
        return handshakeNs >= patienceMs(handshakeMs) * NS_PER_MS;
    }

    /**
     * Takes note of how many connections have ended their handshake and sent nothing since; call it every second.
     *
     * @param otherwiseMs how long the first byte may take where there is no crowd, in milliseconds
     * @return how long it may take at present
     */
    public synchronized long firstByteMs(int connections, long otherwiseMs) {
        silent = connections;
        look();
        return patienceMs(otherwiseMs);
    }

    private void look() {
        if (handshakes + silent > most) {
            isCrowded = true;
            crowdedNs = nanoTime.getAsLong();
        }
    }

    private synchronized long patienceMs(long otherwiseMs) {
        isCrowded &= nanoTime.getAsLong() - crowdedNs < Math.max(REMEMBERED_MS, 2 * patienceMs) * NS_PER_MS;
        return isCrowded ? Math.min(otherwiseMs, patienceMs) : otherwiseMs;
    }
}
