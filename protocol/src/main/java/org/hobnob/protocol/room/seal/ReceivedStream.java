package org.hobnob.protocol.room.seal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.keepalive.ReplayWindow;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;

/** One stream of another user: its key chains, and which control datagrams have arrived. Not thread-safe. */
final class ReceivedStream {
    /** Datagrams of the chain before may still be on their way. */
    private static final int CONTROL_KEYS = 2;

    private final Primitives primitives;
    private final SealBounds bounds;
    private final ReplayWindow control = new ReplayWindow();
    private final Map<Long, ReceivingChain> chains = new LinkedHashMap<>();
    /** By epoch, the one handed over last at the end. */
    private final Map<Long, ControlKey> controlKeys = new LinkedHashMap<>();
    /** Numbers below this one are no longer opened. */
    private long floor = 1;

    private boolean forgotten;

    ReceivedStream(Primitives primitives, SealBounds bounds) {
        this.primitives = primitives;
        this.bounds = bounds;
    }

    /** Returns the numbers of the control datagrams that have arrived. */
    ReplayWindow control() {
        return control;
    }

    /** Returns the control key of the epoch, if it was handed over not long ago. */
    Optional<ControlKey> controlKey(long epoch) {
        return Optional.ofNullable(controlKeys.get(epoch));
    }

    void take(ControlKey key) {
        controlKeys.remove(key.epoch());
        controlKeys.put(key.epoch(), key);
        if (controlKeys.size() > CONTROL_KEYS) {
            controlKeys.remove(controlKeys.keySet().iterator().next());
        }
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** Returns whether the number is below those that can still be opened, in any chain. */
    boolean isBehind(long sequence) {
        return forgotten || sequence < floor;
    }

    Optional<ReceivingChain> chain(long epoch) {
        return Optional.ofNullable(chains.get(epoch));
    }

    void take(ChainKey key) {
        ReceivingChain known = chains.get(key.epoch());
        if (known != null) {
            known.take(key);
            boundSkipped();
            return;
        }
        chains.put(key.epoch(), new ReceivingChain(primitives, bounds.ahead(), key));
        if (chains.size() > bounds.chains()) {
            dropFirst();
        }
        forgetBefore(floor);
    }

    /** Records that the chain's datagram with this number was opened. */
    void opened(ReceivingChain chain, long sequence) {
        chain.opened(sequence);
        boundSkipped();
    }

    void forgetBefore(long sequence) {
        floor = Math.max(floor, sequence);
        chains.values().forEach(chain -> chain.forgetBefore(floor));
        // A chain ends where a later one begins, or earlier.
        OptionalLong lastBegun = chains.values().stream()
                .mapToLong(ReceivingChain::start)
                .filter(start -> start <= floor)
                .max();
        lastBegun.ifPresent(begun -> chains.values().removeIf(chain -> {
            boolean ended = chain.start() < begun;
            if (ended) {
                chain.destroy();
            }
            return ended;
        }));
    }

    /** Drops all keys for good. */
    void forget() {
        forgotten = true;
        chains.values().forEach(ReceivingChain::destroy);
        chains.clear();
        controlKeys.clear();
    }

    /** Drops the keys of skipped numbers, oldest first, down to the limit. */
    private void boundSkipped() {
        int left = bounds.skipped();
        if (chains.values().stream().mapToInt(ReceivingChain::skipped).sum() <= left) {
            return;
        }
        List<ReceivingChain> newestFirst = new ArrayList<>(chains.values());
        newestFirst.sort(Comparator.comparingLong(ReceivingChain::start).reversed());
        for (ReceivingChain chain : newestFirst) {
            chain.keepSkipped(left);
            left -= chain.skipped();
        }
    }

    private void dropFirst() {
        Comparator<Map.Entry<Long, ReceivingChain>> byStart =
                Comparator.comparingLong(entry -> entry.getValue().start());
        long first = chains.entrySet().stream().min(byStart).orElseThrow().getKey();
        chains.remove(first).destroy();
        chains.values().stream().mapToLong(ReceivingChain::start).min().ifPresent(this::forgetBefore);
    }
}
