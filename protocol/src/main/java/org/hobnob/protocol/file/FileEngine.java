package org.hobnob.protocol.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * Which files are offered to whom, and how far they are, for one user at one registry (SPEC 16). Knows nothing of
 * connections and disks: it says what is to be done, and is told what came of it. Each call returns effects, in order.
 * Pure: time is passed in, in milliseconds of a monotonic clock.
 */
public final class FileEngine {
    private final UserName self;
    private final int port;
    private final RandomGenerator random;
    private final OfferTable offers = new OfferTable();
    private final OwnOffers own = new OwnOffers(offers);
    private final OthersOffers others = new OthersOffers(offers);
    /** Whom to tell something. */
    private final Courier<UserName> messages;
    /** What to fetch. */
    private final Courier<MessageId> fetches;

    /** @param port where this peer hands out files */
    public FileEngine(UserName self, int port, RandomGenerator random) {
        this.self = self;
        this.port = port;
        this.random = random;
        messages = new Courier<>(random);
        fetches = new Courier<>(random);
    }

    /** Takes up an offer that was stored by an earlier run; those stored first come first. */
    public void restore(Offer stored) {
        // The port is another one now, so what was offered is offered again, under the same id.
        boolean again = stored.own() && stored.state() == OfferState.OFFERED;
        offers.restore(again ? stored.in(OfferState.WAITING, true) : stored);
    }

    /** All offers that are not over, in the order of their numbers. */
    public List<Offer> open() {
        return offers.open();
    }

    /** Returns the offer of this number, unless it is over. */
    public Optional<Offer> open(int number) {
        return open().stream().filter(offer -> offer.number() == number).findFirst();
    }

    public Optional<Offer> find(MessageId id) {
        return offers.find(id);
    }

    /** Returns the offer unless it is over. */
    public Optional<Offer> findOpen(MessageId id) {
        return offers.findOpen(id);
    }

    /** Returns whether bytes of the file are on their way now. */
    public boolean isRunning(Offer offer) {
        return offer.own() ? own.isServed(offer.id()) : fetches.isBusy(offer.id());
    }

    /** Returns whether one more file may be offered. */
    public boolean hasRoom(int more) {
        return offers.count(Offer::own) + more <= FileLimits.OWN_OFFERS;
    }

    /** A new offer of this user. */
    public record Sent(Offer offer, List<FileEffect> effects) {}

    /**
     * Offers a file; ask {@link #hasRoom} before.
     *
     * @param place where it is
     * @param modifiedMs when it was changed last, in milliseconds since 1970
     */
    public Sent send(UserName peer, FileHead file, String place, long modifiedMs, Optional<RoomName> room) {
        Offer offer = new Offer(
                offers.nextNumber(),
                MessageId.random(random),
                true,
                peer,
                file,
                room,
                place,
                modifiedMs,
                0,
                OfferState.WAITING,
                false);
        messages.hurry(peer);
        return new Sent(offer, offers.keep(offer));
    }

    /** What is said to an offer of somebody else. */
    public record Answered(FileAnswer answer, List<FileEffect> effects) {}

    /** Another user, who has proved its key, offers a file. */
    public Answered offered(PeerMessage.OfferFile told) {
        messages.hurry(told.sender());
        Answered answered = others.offered(told);
        if (answered.answer() == FileAnswer.TAKEN) {
            fetches.hurry(told.id());
        }
        return answered;
    }

    /** The other side, which has proved its key, says that an offer is over. */
    public List<FileEffect> ended(PeerMessage.EndFile told) {
        messages.hurry(told.sender());
        Optional<Offer> offer =
                offers.findOpen(told.id()).filter(one -> one.peer().equals(told.sender()));
        OfferState state = OfferState.valueOf(told.end().name());
        // Only the sender withdraws, and all else is for the recipient to say.
        boolean isToSay = offer.isPresent() && offer.get().own() != (state == OfferState.WITHDRAWN);
        Optional<FileFault> why = state == OfferState.FAILED ? Optional.of(FileFault.OTHER_SIDE) : Optional.empty();
        return isToSay ? offers.over(offer.get(), state, true, why) : List.of();
    }

    /**
     * The user accepts an offer, or goes on with one that was stopped; nothing happens if there is none.
     *
     * @param place where the file is to be stored
     */
    public List<FileEffect> accept(MessageId id, String place, long nowMs) {
        Optional<Offer> offer = find(id).filter(one -> !one.own() && one.state().mayBeAccepted());
        if (offer.isEmpty()) {
            return List.of();
        }
        Offer accepted = offer.get().acceptedTo(place);
        List<FileEffect> effects = offers.keepAndShow(accepted, Optional.empty());
        fetches.hurry(id);
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** Returns whether one more offer may be accepted. */
    public boolean mayAccept() {
        return offers.count(offer -> !offer.own() && offer.state() == OfferState.ACCEPTED) < FileLimits.ACCEPTED;
    }

    /** The user refuses, cancels or withdraws an offer. */
    public List<FileEffect> drop(MessageId id, long nowMs) {
        Optional<Offer> open = offers.findOpen(id);
        if (open.isEmpty()) {
            return List.of();
        }
        Offer offer = open.get();
        OfferState state = offer.own()
                ? OfferState.WITHDRAWN
                : offer.state() == OfferState.OFFERED ? OfferState.REFUSED : OfferState.CANCELLED;
        // Of an offer that never reached its recipient nobody need be told the end.
        boolean isUnknown = offer.state() == OfferState.WAITING && !offer.told();
        List<FileEffect> effects = offers.over(offer, state, isUnknown, Optional.empty());
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** The recipient's program answered an offer. */
    public List<FileEffect> answered(UserName peer, MessageId id, FileAnswer answer, long nowMs) {
        boolean retry = answer.code() == 503 && answer != FileAnswer.FULL
                || answer == FileAnswer.NOT_RECIPIENT
                || answer == FileAnswer.NOT_SENDER;
        if (retry) {
            messages.failed(peer, nowMs);
            return List.of();
        }
        messages.worked(peer);
        List<FileEffect> effects = new ArrayList<>();
        offers.findOpen(id).filter(Offer::own).ifPresent(offer -> effects.addAll(own.answered(offer, answer)));
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** The other side was told the end of an offer. */
    public List<FileEffect> heard(UserName peer, MessageId id, long nowMs) {
        messages.worked(peer);
        List<FileEffect> effects = new ArrayList<>();
        offers.find(id).filter(offer -> offer.state().isOver()).ifPresent(offer -> effects.addAll(offers.told(offer)));
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** A message did not reach its recipient. */
    public void unreached(UserName peer, long nowMs) {
        messages.failed(peer, nowMs);
    }

    /** The recipient's program does not take files: its offers are over. */
    public List<FileEffect> takesNoFiles(UserName peer) {
        messages.worked(peer);
        return own.takesNoFiles(peer);
    }

    /** There is a sign of life of a user. */
    public List<FileEffect> seen(UserName peer, long nowMs) {
        messages.hurry(peer);
        offers.all().stream().filter(offer -> offer.peer().equals(peer)).forEach(offer -> fetches.hurry(offer.id()));
        return tick(nowMs);
    }

    /** An attempt to fetch a file has ended; ignored if the offer is over. */
    public List<FileEffect> fetched(MessageId id, FetchOutcome outcome, long nowMs) {
        boolean goesOn = outcome == FetchOutcome.CUT || outcome == FetchOutcome.CUT_WITH_PROGRESS;
        if (outcome == FetchOutcome.CUT_WITH_PROGRESS) {
            fetches.worked(id);
        }
        if (goesOn) {
            fetches.failed(id, nowMs);
        } else {
            fetches.worked(id);
        }
        List<FileEffect> effects = new ArrayList<>();
        if (!goesOn) {
            accepted(id).ifPresent(offer -> effects.addAll(others.fetched(offer, outcome)));
        }
        effects.addAll(tick(nowMs));
        return effects;
    }

    private Optional<Offer> accepted(MessageId id) {
        return offers.find(id).filter(offer -> offer.state() == OfferState.ACCEPTED);
    }

    /** Says where the file stands in the end, after another name was taken meanwhile. */
    public List<FileEffect> placed(MessageId id, String place) {
        return accepted(id).map(offer -> offers.keep(offer.acceptedTo(place))).orElseGet(List::of);
    }

    /** Whether somebody may fetch now. */
    public enum Permission {
        YES,
        /** There is no such offer to that user, or not any more. */
        NOT_OFFERED,
        /** As much is handed out as may be. */
        BUSY
    }

    /** Asks whether a user, who has proved its key, may fetch a file. */
    public Permission mayFetch(UserName peer, MessageId id) {
        return own.mayFetch(peer, id);
    }

    /** A user fetches a file from now on; {@link #mayFetch} must have allowed it. */
    public List<FileEffect> serving(MessageId id) {
        return own.serving(id);
    }

    /**
     * A connection over which a file was handed out is over.
     *
     * @param why what is wrong with the file, if something is
     */
    public List<FileEffect> served(MessageId id, Optional<FileFault> why) {
        return own.served(id, why);
    }

    /** What is due: messages to users who can be tried again, and files to fetch. Call it about once a second. */
    public List<FileEffect> tick(long nowMs) {
        List<FileEffect> effects = new ArrayList<>();
        Collection<Offer> all = offers.all();
        Set<UserName> peers = new HashSet<>();
        for (Offer offer : all) {
            if (isToBeTold(offer) && peers.add(offer.peer()) && messages.isFree(offer.peer(), nowMs)) {
                messages.begun(offer.peer());
                effects.add(new FileEffect.Tell(message(offer)));
            }
        }
        messages.keep(peers);
        for (Offer offer : all) {
            if (fetches.busy() < FileLimits.FETCHES
                    && offer.state() == OfferState.ACCEPTED
                    && fetches.isFree(offer.id(), nowMs)) {
                fetches.begun(offer.id());
                effects.add(new FileEffect.Fetch(offer));
            }
        }
        fetches.keep(offers.ids());
        return effects;
    }

    private static boolean isToBeTold(Offer offer) {
        return offer.state() == OfferState.WAITING || offer.state().isOver() && !offer.told();
    }

    private PeerMessage.OfFile message(Offer offer) {
        return offer.state() == OfferState.WAITING
                ? new PeerMessage.OfferFile(self, offer.peer(), offer.id(), offer.file(), port, offer.room())
                : new PeerMessage.EndFile(self, offer.peer(), offer.id(), end(offer));
    }

    private static FileEnd end(Offer offer) {
        return FileEnd.valueOf(offer.state().name());
    }
}
