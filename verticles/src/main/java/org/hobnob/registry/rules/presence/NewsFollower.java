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
 * Follows the numbered news of the other nodes and says whose sessions the store must be read for, as news got lost. A node's
 * document says with each beat how far its news have come: whoever has heard all of them up to there need not read. Fed with
 * the time, which is the own node's. Not thread-safe.
 */
public final class NewsFollower {
    /** A node's document: its beat, and how far its news had come then; empty where it does not number them. */
    public record Told(long beat, Optional<NewsCount> news) {}

    /**
     * What the store is to be asked for.
     *
     * @param nodes whose sessions; empty for all there are
     * @param from how far the nodes' news had come before
     * @param losses how often something had got lost before
     * @param mendsLoss whether what got lost may have ended sessions of any node
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
    /** Ids are given once: what comes late from a node that is gone is of no use. */
    private final Set<String> gone = new LinkedHashSet<>();

    private OptionalLong lookedNs = OptionalLong.empty();
    private OptionalLong readAllNs = OptionalLong.empty();
    /** How often something got lost that only reading all can mend, and how often that was when all was read last. */
    private long losses;

    private long lossesMended;
    private long lossNs;
    private OptionalLong unsettledSinceNs = OptionalLong.empty();

    /**
     * @param readAfterNs for how long a node's numbers may prove nothing before its sessions are read
     * @param readAllAfterNs how often all are read in any case
     * @param settleNs after which time all are read once more when some got lost: late news of one node may tell of a session that
     *     lost news of another ended
     */
    public NewsFollower(long readAfterNs, long readAllAfterNs, long settleNs) {
        this.settleNs = settleNs;
        this.readAfterNs = readAfterNs;
        this.readAllAfterNs = readAllAfterNs;
    }

    /** Takes note of a node's news; false where they are late, doubled or of a node that is gone, and must not be believed. */
    public boolean hear(String node, NewsCount news, long nowNs) {
        if (gone.contains(node)) {
            return false;
        }
        heardFirstNs.putIfAbsent(node, nowNs);
        return nodes.computeIfAbsent(node, unknown -> new NodeTrail()).hear(news);
    }

    /**
     * Takes note of the documents of all other nodes.
     *
     * @param askedNs when the store was asked for them
     * @return nodes that were heard of and have none, nor had one that was seen: they are over
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

    /** What it did last, nobody can tell: it may have ended sessions of others. */
    private void lose(String node) {
        OptionalLong completeNs = nodes.get(node).completeNs();
        forget(node);
        mustReadAll(completeNs.orElseGet(() -> lookedNs.getAsLong()));
    }

    /** News of this node are not to be believed any more. */
    public void forget(String node) {
        nodes.remove(node);
        heardFirstNs.remove(node);
        gone.add(node);
        if (gone.size() > GONE_REMEMBERED) {
            gone.remove(gone.iterator().next());
        }
    }

    /** @param sinceNs since when memory may be wrong of any node */
    public void mustReadAll(long sinceNs) {
        lossNs = losses == lossesMended ? sinceNs : Math.min(lossNs, sinceNs);
        losses++;
    }

    /**
     * What must be read now, where anything must. News that tell of earlier changes are not believed from now on.
     * Where the reading fails this is to be asked again, else {@link #read} is to be told first.
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

    /** @param askedNs when the store was asked for what it has answered by now */
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

    /** Whether memory shows what the store had at most so long ago. */
    public boolean isFresh(long limitNs, long nowNs) {
        return readAllNs.isPresent()
                && !isOlder(lookedNs, limitNs, nowNs)
                && (losses == lossesMended || nowNs - lossNs < limitNs)
                && nodes.values().stream()
                        .filter(NodeTrail::isSeen)
                        .noneMatch(trail -> isOlder(trail.completeNs(), limitNs, nowNs));
    }

    /** Whether the store had the node's document when it was last looked at. */
    public boolean knows(String node) {
        return nodes.containsKey(node) && nodes.get(node).isSeen();
    }
}
