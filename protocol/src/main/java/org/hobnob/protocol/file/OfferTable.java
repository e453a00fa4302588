package org.hobnob.protocol.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hobnob.protocol.message.value.MessageId;

/** The offers that are known, in the order in which they came or were over, and the numbers that name them to the user. */
final class OfferTable {
    private final Map<MessageId, Offer> offers = new LinkedHashMap<>();
    private int lastNumber;

    /** Takes up an offer that was stored by an earlier run. */
    void restore(Offer stored) {
        offers.put(stored.id(), stored.numbered(stored.state().isOver() ? 0 : nextNumber()));
    }

    int nextNumber() {
        lastNumber++;
        return lastNumber;
    }

    Collection<Offer> all() {
        return offers.values();
    }

    Set<MessageId> ids() {
        return offers.keySet();
    }

    /** Those that are not over, in the order of their numbers. */
    List<Offer> open() {
        return offers.values().stream().filter(offer -> !offer.state().isOver()).toList();
    }

    Optional<Offer> find(MessageId id) {
        return Optional.ofNullable(offers.get(id));
    }

    /** Returns the offer if it is known and not over. */
    Optional<Offer> findOpen(MessageId id) {
        return find(id).filter(offer -> !offer.state().isOver());
    }

    /** Counts those that are not over. */
    long count(Predicate<Offer> which) {
        return open().stream().filter(which).count();
    }

    /** Keeps the offer as it is now; returns a list that may be added to. */
    List<FileEffect> keep(Offer offer) {
        if (offer.state().isOver()) {
            // So that those that were over first are forgotten first.
            offers.remove(offer.id());
        }
        offers.put(offer.id(), offer);
        return new ArrayList<>(List.of(new FileEffect.Store(offer)));
    }

    /** Keeps the offer as it is now, and shows it. */
    List<FileEffect> keepAndShow(Offer offer, Optional<FileFault> why) {
        List<FileEffect> effects = keep(offer);
        effects.add(new FileEffect.Show(offer, why));
        return effects;
    }

    /** @param isTold whether the other side knows */
    List<FileEffect> over(Offer offer, OfferState state, boolean isTold, Optional<FileFault> why) {
        Offer ended = offer.in(state, isTold);
        List<FileEffect> effects = keep(ended);
        effects.add(new FileEffect.Stop(offer.id()));
        if (!offer.own() && state != OfferState.DONE && !offer.place().isEmpty()) {
            effects.add(new FileEffect.Remove(offer));
        }
        effects.add(new FileEffect.Show(ended, why));
        effects.addAll(forgetOld());
        return effects;
    }

    /** The other side knows the end of an offer. */
    List<FileEffect> told(Offer ended) {
        List<FileEffect> effects = keep(ended.in(ended.state(), true));
        effects.addAll(forgetOld());
        return effects;
    }

    /** What need not be told any more goes; of others' offers the last ones are remembered. */
    private List<FileEffect> forgetOld() {
        List<FileEffect> effects = new ArrayList<>();
        List<Offer> over =
                offers.values().stream().filter(offer -> offer.state().isOver()).toList();
        long own = over.stream().filter(Offer::own).count();
        long others = over.size() - own;
        for (Offer offer : over) {
            boolean isDispensable = offer.told() && (offer.own() || offer.state() == OfferState.WITHDRAWN);
            boolean isBeyond = offer.own() ? own > FileLimits.OWN_OFFERS : others > FileLimits.REMEMBERED;
            if (isDispensable || isBeyond) {
                own -= offer.own() ? 1 : 0;
                others -= offer.own() ? 0 : 1;
                offers.remove(offer.id());
                effects.add(new FileEffect.Forget(offer.id()));
            }
        }
        return effects;
    }
}
