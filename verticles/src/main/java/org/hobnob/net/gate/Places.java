package org.hobnob.net.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Counts places that are taken, of which one address may have only some. Thread-safe. */
final class Places {
    private int mostPerAddress;
    private final Predicate<String> spared;
    private final Map<String, Integer> takenBy = new HashMap<>();
    private int taken;

    /**
     * @param mostPerAddress the most places of one address
     * @param spared the addresses to which that does not apply
     */
    Places(int mostPerAddress, Predicate<String> spared) {
        this.mostPerAddress = mostPerAddress;
        this.spared = spared;
    }

    /** Changes how many one address may have; places that are taken stay taken. */
    synchronized void setMostPerAddress(int most) {
        mostPerAddress = most;
    }

    /** Takes a place for the address. */
    synchronized void take(String address) {
        taken++;
        takenBy.merge(address, 1, Integer::sum);
    }

    /** Gives back a place that the address has taken. */
    synchronized void free(String address) {
        taken--;
        takenBy.computeIfPresent(address, (key, there) -> there == 1 ? null : there - 1);
    }

    /** Returns whether the address has all places that one address may have. */
    synchronized boolean isFull(String address) {
        return takenBy(address) >= mostPerAddress && !spared.test(address);
    }

    /** Returns how many places the address has taken. */
    synchronized int takenBy(String address) {
        return takenBy.getOrDefault(address, 0);
    }

    /** Returns how many places are taken in total. */
    synchronized int taken() {
        return taken;
    }
}
