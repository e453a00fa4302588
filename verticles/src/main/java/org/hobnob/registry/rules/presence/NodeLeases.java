package org.hobnob.registry.rules.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Decides which other nodes are dead from their beat counters in the store. Clocks are not compared: a node is dead when
 * its counter has not changed for the length of a lease during which <em>this node</em> was watching, or when its document
 * is gone.
 *
 * <p>Of the time between two observations, and after the last one, at most {@code maxGapNs} counts as watched. An observer
 * that stalled or cannot read the store therefore declares no node dead because of that, and one that reads the store
 * slowly takes longer to declare a node dead. Not thread-safe.
 */
public final class NodeLeases {

    private static final class Node {
        private long beat;
        private long changedAtNs;
        private boolean reported;

        private Node(long beat, long changedAtNs) {
            this.beat = beat;
            this.changedAtNs = changedAtNs;
        }
    }

    private final long leaseNs;
    private final long maxGapNs;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Set<String> vanished = new HashSet<>();
    private boolean hasObserved;
    private long lastObservedNs;
    /** The time watched up to the last observation; the nodes' times use this scale. */
    private long watchedNs;

    /**
     * @param leaseNs how long a beat is valid, in nanoseconds, at least 1
     * @param maxGapNs how much of a gap between observations counts as watched, in nanoseconds, at least 1; about two
     *     intervals
     * @throws IllegalArgumentException if a value is below 1
     */
    public NodeLeases(long leaseNs, long maxGapNs) {
        if (leaseNs < 1 || maxGapNs < 1) {
            throw new IllegalArgumentException(
                    "a lease and a gap take at least 1 ns, not " + leaseNs + " and " + maxGapNs);
        }
        this.leaseNs = leaseNs;
        this.maxGapNs = maxGapNs;
    }

    /**
     * Records what the store holds. A node seen for the first time, or seen again after its document was gone, gets a full
     * lease.
     *
     * @param beatsByNode the beat counter of every other node that has a document; not kept
     * @param nowNs when the store's answer arrived; with the time of the request a node could die before its own lease ends
     */
    public void observe(Map<String, Long> beatsByNode, long nowNs) {
        watchedNs = watchedNs(nowNs);
        lastObservedNs = nowNs;
        hasObserved = true;
        beatsByNode.forEach(this::observe);
        Iterator<Map.Entry<String, Node>> known = nodes.entrySet().iterator();
        while (known.hasNext()) {
            Map.Entry<String, Node> entry = known.next();
            if (!beatsByNode.containsKey(entry.getKey())) {
                known.remove();
                if (!entry.getValue().reported) {
                    vanished.add(entry.getKey());
                }
            }
        }
    }

    /**
     * Reports each death once. A node that beats again after its death can die again.
     *
     * @param nowNs the time in nanoseconds
     * @return the nodes that died since the last call
     */
    public Set<String> newlyDead(long nowNs) {
        long atNs = watchedNs(nowNs);
        Set<String> dead = new HashSet<>(vanished);
        vanished.clear();
        nodes.forEach((name, node) -> {
            if (!node.reported && isExpired(node, atNs)) {
                node.reported = true;
                dead.add(name);
            }
        });
        return dead;
    }

    /**
     * @param node the node's id
     * @param nowNs the time in nanoseconds
     * @return whether the node is known and its lease is valid; to act on its death, use {@link #newlyDead}
     */
    public boolean alive(String node, long nowNs) {
        Node known = nodes.get(node);
        return known != null && !known.reported && !isExpired(known, watchedNs(nowNs));
    }

    /**
     * @param node the node's id
     * @param beat its counter as the store holds it now
     * @param nowNs the time in nanoseconds
     * @return whether the node's counter is known not to have changed from that value for a whole lease
     */
    public boolean expired(String node, long beat, long nowNs) {
        Node known = nodes.get(node);
        return known != null && known.beat == beat && isExpired(known, watchedNs(nowNs));
    }

    /**
     * @param node the node's id
     * @param nowNs the time in nanoseconds
     * @return whether the node is known and its lease has expired; a node that is not known may be new
     */
    public boolean silent(String node, long nowNs) {
        return nodes.containsKey(node) && !alive(node, nowNs);
    }

    /**
     * Withdraws a reported death, because another node removed the document first or the node beat again. Further
     * observations decide anew.
     */
    public void undecided(String node) {
        Node known = nodes.get(node);
        if (known != null) {
            known.reported = false;
        }
    }

    private void observe(String name, long beat) {
        Node node = nodes.get(name);
        if (node == null) {
            vanished.remove(name);
            nodes.put(name, new Node(beat, watchedNs));
        } else if (node.beat != beat) {
            node.beat = beat;
            node.changedAtNs = watchedNs;
            node.reported = false;
        }
    }

    private boolean isExpired(Node node, long atNs) {
        return atNs - node.changedAtNs >= leaseNs;
    }

    private long watchedNs(long nowNs) {
        long gapNs = hasObserved ? nowNs - lastObservedNs : 0;
        return watchedNs + Math.max(0, Math.min(gapNs, maxGapNs));
    }
}
