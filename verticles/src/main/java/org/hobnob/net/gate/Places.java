package org.hobnob.net.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A bounded number of places, of which one address may take only some. Thread-safe. */
public final class Places {
    private final int most;
    private final int mostPerAddress;
    private final Predicate<String> spared;
    private final Map<String, Integer> takenBy = new HashMap<>();
    private int taken;

    /**
     * @param most the most places in total
     * @param mostPerAddress the most places of one address
     */
    public Places(int most, int mostPerAddress) {
        this(most, mostPerAddress, address -> false);
    }

    /**
     * @param most the most places in total
     * @param mostPerAddress the most places of one address
     * @param spared the addresses to which only the total applies
     */
    public Places(int most, int mostPerAddress, Predicate<String> spared) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.spared = spared;
    }

    /** Takes a place for the address; returns whether there was one. */
    public synchronized boolean take(String address) {
        if (taken >= most || isFull(address)) {
            return false;
        }
        taken++;
        takenBy.merge(address, 1, Integer::sum);
        return true;
    }

    /** Gives back a place that the address has taken. */
    public synchronized void free(String address) {
        taken--;
        takenBy.computeIfPresent(address, (key, there) -> there == 1 ? null : there - 1);
    }

    /** Returns whether the address has all places that one address may have. */
    public synchronized boolean isFull(String address) {
        return takenBy.getOrDefault(address, 0) >= mostPerAddress && !spared.test(address);
    }

    /** Returns how many places are taken in total. */
    public synchronized int taken() {
        return taken;
    }
}
