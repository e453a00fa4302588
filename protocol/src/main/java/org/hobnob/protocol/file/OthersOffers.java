package org.hobnob.protocol.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.PeerMessage;

/** What becomes of the files that others offer: whether they are taken, and how fetching them ends. */
final class OthersOffers {
    private static final Predicate<Offer> UNDECIDED = offer -> !offer.own() && offer.state() == OfferState.OFFERED;

    private final OfferTable offers;

    OthersOffers(OfferTable offers) {
        this.offers = offers;
    }

    FileEngine.Answered offered(PeerMessage.OfferFile told) {
        Optional<Offer> known = offers.find(told.id());
        if (known.isPresent()) {
            return again(known.get(), told);
        }
        Predicate<Offer> ofPeer = UNDECIDED.and(offer -> offer.peer().equals(told.sender()));
        if (offers.count(UNDECIDED) >= FileLimits.OFFERS || offers.count(ofPeer) >= FileLimits.OFFERS_OF_ONE) {
            return new FileEngine.Answered(FileAnswer.FULL, List.of());
        }
        Offer offer = new Offer(
                offers.nextNumber(),
                told.id(),
                false,
                told.sender(),
                told.file(),
                told.room(),
                "",
                0,
                told.port(),
                OfferState.OFFERED,
                true);
        return new FileEngine.Answered(FileAnswer.TAKEN, offers.keepAndShow(offer, Optional.empty()));
    }

    private FileEngine.Answered again(Offer known, PeerMessage.OfferFile told) {
        boolean isOthers = known.own() || !known.peer().equals(told.sender());
        if (isOthers || known.state().isOver()) {
            boolean isDone = !isOthers && known.state() == OfferState.DONE;
            return new FileEngine.Answered(isDone ? FileAnswer.DONE : FileAnswer.REFUSED, List.of());
        }
        boolean isSame = known.port() == told.port();
        return new FileEngine.Answered(FileAnswer.TAKEN, isSame ? List.of() : offers.keep(known.at(told.port())));
    }

    List<FileEffect> fetched(Offer offer, FetchOutcome outcome) {
        return switch (outcome) {
            case DONE -> offers.over(offer, OfferState.DONE, false, Optional.empty());
            case NOT_OFFERED -> offers.over(offer, OfferState.WITHDRAWN, true, Optional.empty());
            case CHANGED -> offers.over(offer, OfferState.FAILED, true, Optional.of(FileFault.CHANGED));
            case WRONG_HASH -> offers.over(offer, OfferState.FAILED, false, Optional.of(FileFault.WRONG_HASH));
            default ->
                offers.keepAndShow(offer.in(OfferState.STOPPED, true), Optional.of(FileFault.valueOf(outcome.name())));
        };
    }
}
