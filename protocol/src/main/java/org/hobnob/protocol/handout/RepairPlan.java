package org.hobnob.protocol.handout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which repairs serve the needs that were reported together (SPEC 17.3): of each block as many as the neediest receiver
 * lacks, because any repair helps every receiver.
 */
final class RepairPlan {
    private static final double MOST_LOSS = 0.5;
    private static final int LITTLE = 4;

    private final Layout layout;
    private final Collection<RemoteReceiver> receivers;
    private final Map<RemoteReceiver, Integer> charges = new HashMap<>();
    private final List<Pass.Part> parts = new ArrayList<>();

    /** @param nextRepair the number of each block's next repair */
    RepairPlan(Layout layout, Collection<RemoteReceiver> receivers, int[] nextRepair) {
        this.layout = layout;
        this.receivers = receivers;
        int first = receivers.stream().mapToInt(one -> one.last().from()).min().orElse(0);
        int end = receivers.stream()
                .mapToInt(one -> one.last().from() + one.last().needs().size())
                .max()
                .orElse(0);
        for (int block = first; block < end; block++) {
            plan(block, nextRepair[block]);
        }
    }

    private void plan(int block, int nextRepair) {
        int much = Math.max(LITTLE, layout.sources(block) / 2);
        long lacking =
                receivers.stream().filter(one -> one.last().need(block) > much).count();
        int limit = lacking >= HandoutBounds.LACKING_TOGETHER ? ErasureCode.PIECES : much;
        RemoteReceiver neediest = null;
        int most = 0;
        int second = 0;
        for (RemoteReceiver one : receivers) {
            int need = one.last().need(block);
            if (need <= limit && need > most) {
                second = most;
                most = need;
                neediest = one;
            } else if (need <= limit) {
                second = Math.max(second, need);
            }
        }
        if (neediest != null) {
            charges.merge(neediest, most - second, Integer::sum);
            add(block, nextRepair, most, neediest.loss());
        }
    }

    /** Adds as many repairs as are lost on the way, or another round would be needed for nearly every block. */
    private void add(int block, int nextRepair, int need, double loss) {
        long count = Math.round(need / (1 - Math.min(MOST_LOSS, loss)));
        int left = ErasureCode.PIECES - nextRepair;
        if (left > 0) {
            parts.add(new Pass.Part(block, nextRepair, (int) Math.min(left, count)));
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<Pass.Part> parts() {
        return parts;
    }

    /** Returns those for whose sake alone too much would have been sent. */
    List<RemoteReceiver> tooNeedy() {
        int share = Math.max(HandoutBounds.OWN_PIECES, layout.pieces() / HandoutBounds.OWN_SHARE);
        return charges.entrySet().stream()
                .filter(charge -> charge.getKey().ownPieces() + charge.getValue() > share)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Charges the receivers, because the repairs will be sent. */
    void charge() {
        charges.forEach(RemoteReceiver::charge);
    }
}
