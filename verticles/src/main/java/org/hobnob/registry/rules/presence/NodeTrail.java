package org.hobnob.registry.rules.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one node's news, and until when memory of its sessions is known to be complete. Not thread-safe.
 */
final class NodeTrail {
    /** When a beat was last seen, by the time the store was asked. */
    private record Sight(long beat, long askedNs) {}

    private static final long NO_BEAT = Long.MIN_VALUE / 2;

    private final Deque<Sight> sights = new ArrayDeque<>();
    /** All up to this one is known: there was nothing before, or the store was read. */
    private NewsCount base = NewsCount.NONE;
    /** The latest one heard, and the number from which on all up to it were heard. */
    private NewsCount last = NewsCount.NONE;

    private long runStart = 1;
    /** What the store is being read for, or was: the store tells all that these told, and what has become of it since. */
    private long floor;

    private Optional<NewsCount> told = Optional.empty();
    private OptionalLong vouchedNs = OptionalLong.empty();
    private OptionalLong completeNs = OptionalLong.empty();

    /** Whether it is news: neither late, nor doubled, nor known from the store. */
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
     * Takes note of the node's document. Its number counts what the node knew when it sent the beat, which was after the store
     * had taken the beat before: so all that happened until the store showed a yet earlier one is in it.
     *
     * @param beforeNs when the store was asked that did not have the document yet
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

    /** The store is about to be asked for the node's sessions; how far its news had come before. */
    Optional<NewsCount> beginRead() {
        told.ifPresent(count -> floor = Math.max(floor, count.number()));
        return told;
    }

    /** The store was asked for the node's sessions when its document said no less than that. */
    void read(Optional<NewsCount> from, long askedNs) {
        base = from.filter(count -> count.number() > base.number()).orElse(base);
        complete(askedNs);
        vouch();
    }

    /** Whether the document was seen. */
    boolean isSeen() {
        return !sights.isEmpty();
    }

    /** Whether news that were missed may have ended sessions of others. */
    boolean mayHaveTaken() {
        return isSeen() && (told.isEmpty() || told.get().taken() > covered().taken());
    }

    /** Until when memory of the node's sessions is complete, where it ever was. */
    OptionalLong completeNs() {
        return completeNs;
    }
}
