package org.hobnob.registry.rules.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about one node's news, and up to which time memory of its sessions is known to be complete. Not
 * thread-safe.
 */
final class NodeTrail {
    /** A beat, and when the store that showed it was last asked. */
    private record Sight(long beat, long askedNs) {}

    private static final long NO_BEAT = Long.MIN_VALUE / 2;

    private final Deque<Sight> sights = new ArrayDeque<>();
    /** All news up to this count are accounted for: there were none, or the store was read. */
    private NewsCount base = NewsCount.NONE;
    /** The latest news that arrived, and the number from which all news up to it have arrived. */
    private NewsCount last = NewsCount.NONE;

    private long runStart = 1;
    /**
     * News up to this number are ignored: a read of the store that is in progress or done covers them and what followed.
     */
    private long floor;

    private Optional<NewsCount> told = Optional.empty();
    private OptionalLong vouchedNs = OptionalLong.empty();
    private OptionalLong completeNs = OptionalLong.empty();

    /** Whether the news are new: neither late, nor duplicated, nor covered by a read of the store. */
    boolean hear(NewsCount news) {
        if (news.number() <= Math.max(floor, last.number())) {
            return false;
        }
        if (news.number() != last.number() + 1) {
            runStart = news.number();
        }
        last = news;
        vouch();
        return true;
    }

    private NewsCount covered() {
        return base.number() >= runStart - 1 && last.number() >= base.number() ? last : base;
    }

    /**
     * Records the node's document. Its number counts the news that the node had published when it sent this beat, which was
     * after the store had taken the beat before. It therefore covers everything that happened until the store showed a
     * still earlier beat.
     *
     * @param beforeNs when the store was last asked and did not have the document yet
     */
    void see(long beat, Optional<NewsCount> says, long askedNs, OptionalLong beforeNs) {
        if (sights.isEmpty()) {
            beforeNs.ifPresent(ns -> {
                sights.add(new Sight(NO_BEAT, ns));
                complete(ns);
            });
        }
        if (!sights.isEmpty() && sights.getLast().beat == beat) {
            sights.removeLast();
        }
        sights.add(new Sight(beat, askedNs));
        while (sights.stream().filter(sight -> sight.beat <= beat - 2).count() > 1) {
            sights.removeFirst();
        }
        told = says;
        Sight earliest = sights.getFirst();
        vouchedNs = earliest.beat <= beat - 2 ? OptionalLong.of(earliest.askedNs) : OptionalLong.empty();
        vouch();
    }

    private void vouch() {
        boolean all = told.isPresent() && covered().number() >= told.get().number();
        if (all && vouchedNs.isPresent()) {
            complete(vouchedNs.getAsLong());
        }
    }

    private void complete(long ns) {
        completeNs = OptionalLong.of(completeNs.isPresent() ? Math.max(ns, completeNs.getAsLong()) : ns);
    }

    /**
     * Begins a read of the node's sessions.
     *
     * @return how far the node's news had come before it
     */
    Optional<NewsCount> beginRead() {
        told.ifPresent(count -> floor = Math.max(floor, count.number()));
        return told;
    }

    /** Records that the store was asked for the node's sessions when its document stated at least this count. */
    void read(Optional<NewsCount> from, long askedNs) {
        base = from.filter(count -> count.number() > base.number()).orElse(base);
        complete(askedNs);
        vouch();
    }

    /** Whether the document has been seen. */
    boolean isSeen() {
        return !sights.isEmpty();
    }

    /** Whether news that were missed may have ended sessions of other nodes. */
    boolean mayHaveTaken() {
        return isSeen() && (told.isEmpty() || told.get().taken() > covered().taken());
    }

    /** Up to which time memory of the node's sessions is complete; empty if it never was. */
    OptionalLong completeNs() {
        return completeNs;
    }
}
