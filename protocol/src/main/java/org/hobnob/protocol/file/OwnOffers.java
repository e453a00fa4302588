package org.hobnob.protocol.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What becomes of the files that this user offers: how recipients answer, and who fetches them. */
final class OwnOffers {
    private final OfferTable offers;
    /** Who is fetching what now. */
    private final Map<MessageId, UserName> served = new HashMap<>();

    OwnOffers(OfferTable offers) {
        this.offers = offers;
    }

    List<FileEffect> answered(Offer offer, FileAnswer answer) {
        return switch (answer) {
            case DONE -> offers.over(offer, OfferState.DONE, true, Optional.empty());
            case REFUSED -> offers.over(offer, OfferState.REFUSED, true, Optional.empty());
            case FULL -> offers.over(offer, OfferState.FAILED, true, Optional.of(FileFault.FULL));
            default -> offers.keepAndShow(offer.in(OfferState.OFFERED, true), Optional.empty());
        };
    }

    List<FileEffect> takesNoFiles(UserName peer) {
        List<FileEffect> effects = new ArrayList<>();
        offers.open().stream()
                .filter(offer -> offer.own() && offer.peer().equals(peer))
                .forEach(offer ->
                        effects.addAll(offers.over(offer, OfferState.FAILED, true, Optional.of(FileFault.NO_FILES))));
        return effects;
    }

    boolean isServed(MessageId id) {
        return served.containsKey(id);
    }

    FileEngine.Permission mayFetch(UserName peer, MessageId id) {
        boolean isOffered = offers.findOpen(id)
                .filter(offer -> offer.own() && offer.peer().equals(peer))
                .isPresent();
        if (!isOffered) {
            return FileEngine.Permission.NOT_OFFERED;
        }
        long toPeer = served.values().stream().filter(peer::equals).count();
        boolean busy = served.size() >= FileLimits.SERVED || toPeer >= FileLimits.SERVED_TO_ONE || isServed(id);
        return busy ? FileEngine.Permission.BUSY : FileEngine.Permission.YES;
    }

    List<FileEffect> serving(MessageId id) {
        Offer offer = offers.find(id).orElseThrow();
        served.put(id, offer.peer());
        return offer.state() == OfferState.OFFERED ? List.of() : offers.keep(offer.in(OfferState.OFFERED, true));
    }

    List<FileEffect> served(MessageId id, Optional<FileFault> why) {
        served.remove(id);
        Optional<Offer> offer = offers.findOpen(id);
        return why.isPresent() && offer.isPresent()
                ? offers.over(offer.get(), OfferState.FAILED, true, why)
                : List.of();
    }
}
