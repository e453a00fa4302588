package org.hobnob.registry.rules.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the numbered news of the other nodes, and decides for which nodes the sessions must be read from the store
 * because news were lost. With each beat a node's document states how many news the node has published; if all of them have
 * arrived, nothing need be read. Times are passed in, from this node's clock. Not thread-safe.
 */
public final class NewsFollower {
    /**
     * A node's document: its beat, and how many news the node had published then; empty if the node does not number its
     * news.
     */
    public record Told(long beat, Optional<NewsCount> news) {}

    /**
     * What to ask the store for.
     *
     * @param nodes the nodes whose sessions to read; empty for all sessions
     * @param from how far each node's news had come before the read
     * @param losses how many losses had been noticed before the read
     * @param mendsLoss whether this read repairs losses that may have ended sessions of any node
     */
    public record Reading(Set<String> nodes, Map<String, Optional<NewsCount>> from, long losses, boolean mendsLoss) {
        public boolean isOfAll() {
            return nodes.isEmpty();
        }
    }

    private static final int GONE_REMEMBERED = 1_024;

    private final long readAfterNs;
    private final long readAllAfterNs;
    private final long settleNs;
    private final Map<String, NodeTrail> nodes = new HashMap<>();
    private final Map<String, Long> heardFirstNs = new HashMap<>();
    /** Ids are never reused, so late news of a node that is gone are ignored. */
    private final Set<String> gone = new LinkedHashSet<>();

    private OptionalLong lookedNs = OptionalLong.empty();
    private OptionalLong readAllNs = OptionalLong.empty();
    /**
     * How many losses were noticed that only reading all sessions can repair, and how many of them the last such read
     * repaired.
     */
    private long losses;

    private long lossesMended;
    private long lossNs;
    private OptionalLong unsettledSinceNs = OptionalLong.empty();

    /**
     * @param readAfterNs how long a node's sessions may remain unconfirmed before they are read, in nanoseconds
     * @param readAllAfterNs how often all sessions are read in any case, in nanoseconds
     * @param settleNs the time in nanoseconds after which all sessions are read once more after a loss: late news of one
     *     node may report a session that lost news of another ended
     */
    public NewsFollower(long readAfterNs, long readAllAfterNs, long settleNs) {
        this.settleNs = settleNs;
        this.readAfterNs = readAfterNs;
        this.readAllAfterNs = readAllAfterNs;
    }

    /**
     * Records a node's news.
     *
     * @return false if the news are late, duplicated or of a node that is gone, and must be ignored
     */
    public boolean hear(String node, NewsCount news, long nowNs) {
        if (gone.contains(node)) {
            return false;
        }
        heardFirstNs.putIfAbsent(node, nowNs);
        return nodes.computeIfAbsent(node, unknown -> new NodeTrail()).hear(news);
    }

    /**
     * Records the documents of all other nodes.
     *
     * @param documents the documents by node id
     * @param askedNs when the store was asked for them
     * @return the nodes that sent news but have no document, and never had one that was seen: they are gone
     */
    public Set<String> observe(Map<String, Told> documents, long askedNs) {
        documents.forEach((node, told) -> {
            if (!gone.contains(node)) {
                nodes.computeIfAbsent(node, unknown -> new NodeTrail())
                        .see(told.beat(), told.news(), askedNs, lookedNs);
            }
        });
        lookedNs = OptionalLong.of(askedNs);
        Set<String> without = new HashSet<>(nodes.keySet());
        without.removeAll(documents.keySet());
        without.removeIf(node -> !nodes.get(node).isSeen() && heardFirstNs.get(node) >= askedNs);
        Set<String> neverSeen = without.stream().filter(node -> !knows(node)).collect(Collectors.toUnmodifiableSet());
        without.forEach(this::lose);
        return neverSeen;
    }

    /** The last news of the node are unknown, and may have ended sessions of other nodes. */
    private void lose(String node) {
        OptionalLong completeNs = nodes.get(node).completeNs();
        forget(node);
        mustReadAll(completeNs.orElseGet(() -> lookedNs.getAsLong()));
    }

    /** Ignores all further news of the node. */
    public void forget(String node) {
        nodes.remove(node);
        heardFirstNs.remove(node);
        gone.add(node);
        if (gone.size() > GONE_REMEMBERED) {
            gone.remove(gone.iterator().next());
        }
    }

    /**
     * Requires that all sessions be read.
     *
     * @param sinceNs since when memory may be wrong about any node
     */
    public void mustReadAll(long sinceNs) {
        lossNs = losses == lossesMended ? sinceNs : Math.min(lossNs, sinceNs);
        losses++;
    }

    /**
     * Returns what must be read now, if anything. News of changes before this call are ignored from now on. After a
     * successful read call {@link #read}; after a failed one call this method again.
     */
    public Optional<Reading> due(long nowNs) {
        Set<String> late = nodes.entrySet().stream()
                .filter(node -> node.getValue().isSeen())
                .filter(node -> isOlder(node.getValue().completeNs(), readAfterNs, nowNs))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        boolean isLost = losses != lossesMended
                || late.stream().anyMatch(node -> nodes.get(node).mayHaveTaken());
        boolean isUnsettled = unsettledSinceNs.isPresent() && isOlder(unsettledSinceNs, settleNs, nowNs);
        if (isLost || isUnsettled || isOlder(readAllNs, readAllAfterNs, nowNs)) {
            boolean mendsLoss = isLost || nodes.values().stream().anyMatch(NodeTrail::mayHaveTaken);
            return Optional.of(new Reading(Set.of(), from(nodes.keySet()), losses, mendsLoss));
        }
        return late.isEmpty() ? Optional.empty() : Optional.of(new Reading(late, from(late), losses, false));
    }

    private static boolean isOlder(OptionalLong ns, long limitNs, long nowNs) {
        return ns.isEmpty() || nowNs - ns.getAsLong() >= limitNs;
    }

    private Map<String, Optional<NewsCount>> from(Set<String> names) {
        Map<String, Optional<NewsCount>> from = new HashMap<>();
        names.stream()
                .filter(name -> nodes.get(name).isSeen())
                .forEach(name -> from.put(name, nodes.get(name).beginRead()));
        return from;
    }

    /**
     * Records that a read has succeeded.
     *
     * @param reading what {@link #due} returned
     * @param askedNs when the store was asked
     */
    public void read(Reading reading, long askedNs) {
        reading.from().forEach((node, from) -> {
            if (nodes.containsKey(node)) {
                nodes.get(node).read(from, askedNs);
            }
        });
        if (reading.isOfAll()) {
            readAllNs = OptionalLong.of(askedNs);
            lossesMended = reading.losses();
            unsettledSinceNs = reading.mendsLoss() ? readAllNs : OptionalLong.empty();
        }
    }

    /** Whether memory shows what the store held at most {@code limitNs} ago. */
    public boolean isFresh(long limitNs, long nowNs) {
        return readAllNs.isPresent()
                && !isOlder(lookedNs, limitNs, nowNs)
                && (losses == lossesMended || nowNs - lossNs < limitNs)
                && nodes.values().stream()
                        .filter(NodeTrail::isSeen)
                        .noneMatch(trail -> isOlder(trail.completeNs(), limitNs, nowNs));
    }

    /** Whether the store held the node's document when it was last read. */
    public boolean knows(String node) {
        return nodes.containsKey(node) && nodes.get(node).isSeen();
    }
}
