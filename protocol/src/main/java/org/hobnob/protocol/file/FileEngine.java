package org.hobnob.protocol.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    private final Map<MessageId, Offer> offers = new LinkedHashMap<>();
    /** Whom to tell something. */
    private final Courier<UserName> messages;
    /** What to fetch. */
    private final Courier<MessageId> fetches;

    private final Map<MessageId, UserName> served = new HashMap<>();
    private int lastNumber;

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
        Offer offer = again ? stored.in(OfferState.WAITING, true) : stored;
        offers.put(offer.id(), offer.numbered(offer.state().isOver() ? 0 : nextNumber()));
    }

    private int nextNumber() {
        lastNumber++;
        return lastNumber;
    }

    /** All offers that are not over, in the order of their numbers. */
    public List<Offer> open() {
        return offers.values().stream().filter(offer -> !offer.state().isOver()).toList();
    }

    /** Returns the offer of this number, unless it is over. */
    public Optional<Offer> open(int number) {
        return open().stream().filter(offer -> offer.number() == number).findFirst();
    }

    public Optional<Offer> find(MessageId id) {
        return Optional.ofNullable(offers.get(id));
    }

    /** Returns whether bytes of the file are on their way now. */
    public boolean isRunning(Offer offer) {
        return offer.own() ? served.containsKey(offer.id()) : fetches.isBusy(offer.id());
    }

    /** Returns whether one more file may be offered. */
    public boolean hasRoom(int more) {
        return count(Offer::own) + more <= FileLimits.OWN_OFFERS;
    }

    private long count(Predicate<Offer> which) {
        return offers.values().stream()
                .filter(offer -> !offer.state().isOver())
                .filter(which)
                .count();
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
                nextNumber(),
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
        return new Sent(offer, keep(offer));
    }

    private List<FileEffect> keep(Offer offer) {
        if (offer.state().isOver()) {
            // So that those that were over first are forgotten first.
            offers.remove(offer.id());
        }
        offers.put(offer.id(), offer);
        return new ArrayList<>(List.of(new FileEffect.Store(offer)));
    }

    /** What is said to an offer of somebody else. */
    public record Answered(FileAnswer answer, List<FileEffect> effects) {}

    /** Another user, who has proved its key, offers a file. */
    public Answered offered(PeerMessage.OfferFile told) {
        UserName peer = told.sender();
        messages.hurry(peer);
        Offer known = offers.get(told.id());
        if (known != null) {
            return known.own() || !known.peer().equals(peer)
                    ? new Answered(FileAnswer.REFUSED, List.of())
                    : again(known, told.port());
        }
        Predicate<Offer> undecided = offer -> !offer.own() && offer.state() == OfferState.OFFERED;
        if (count(undecided) >= FileLimits.OFFERS
                || count(undecided.and(offer -> offer.peer().equals(peer))) >= FileLimits.OFFERS_OF_ONE) {
            return new Answered(FileAnswer.FULL, List.of());
        }
        Offer offer = new Offer(
                nextNumber(),
                told.id(),
                false,
                peer,
                told.file(),
                told.room(),
                "",
                0,
                told.port(),
                OfferState.OFFERED,
                true);
        List<FileEffect> effects = keep(offer);
        effects.add(show(offer));
        return new Answered(FileAnswer.TAKEN, effects);
    }

    private Answered again(Offer known, int newPort) {
        if (known.state().isOver()) {
            boolean isDone = known.state() == OfferState.DONE;
            return new Answered(isDone ? FileAnswer.DONE : FileAnswer.REFUSED, List.of());
        }
        fetches.hurry(known.id());
        return new Answered(FileAnswer.TAKEN, known.port() == newPort ? List.of() : keep(known.at(newPort)));
    }

    /** The other side, which has proved its key, says that an offer is over. */
    public List<FileEffect> ended(PeerMessage.EndFile told) {
        messages.hurry(told.sender());
        Offer offer = offers.get(told.id());
        if (offer == null
                || !offer.peer().equals(told.sender())
                || offer.state().isOver()) {
            return List.of();
        }
        OfferState state = OfferState.valueOf(told.end().name());
        if (offer.own() == (state == OfferState.WITHDRAWN)) {
            // Only the sender withdraws, and all else is for the recipient to say.
            return List.of();
        }
        Optional<FileFault> why = state == OfferState.FAILED ? Optional.of(FileFault.OTHER_SIDE) : Optional.empty();
        return over(offer, state, true, why);
    }

    private static FileEffect show(Offer offer) {
        return new FileEffect.Show(offer, Optional.empty());
    }

    /** @param isTold whether the other side knows */
    private List<FileEffect> over(Offer offer, OfferState state, boolean isTold, Optional<FileFault> why) {
        List<FileEffect> effects = keep(offer.in(state, isTold));
        effects.add(new FileEffect.Stop(offer.id()));
        if (!offer.own() && state != OfferState.DONE && !offer.place().isEmpty()) {
            effects.add(new FileEffect.Remove(offer));
        }
        effects.add(new FileEffect.Show(offer.in(state, isTold), why));
        forgetOld(effects);
        return effects;
    }

    /** What need not be told any more goes; of others' offers the last ones are remembered. */
    private void forgetOld(List<FileEffect> effects) {
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
        List<FileEffect> effects = keep(accepted);
        effects.add(show(accepted));
        fetches.hurry(id);
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** Returns whether one more offer may be accepted. */
    public boolean mayAccept() {
        return count(offer -> !offer.own() && offer.state() == OfferState.ACCEPTED) < FileLimits.ACCEPTED;
    }

    /** The user refuses, cancels or withdraws an offer. */
    public List<FileEffect> drop(MessageId id, long nowMs) {
        Offer offer = offers.get(id);
        if (offer.state().isOver()) {
            return List.of();
        }
        OfferState state = offer.own()
                ? OfferState.WITHDRAWN
                : offer.state() == OfferState.OFFERED ? OfferState.REFUSED : OfferState.CANCELLED;
        // Of an offer that never reached its recipient nobody need be told the end.
        boolean isUnknown = offer.state() == OfferState.WAITING && !offer.told();
        List<FileEffect> effects = over(offer, state, isUnknown, Optional.empty());
        effects.addAll(tick(nowMs));
        return effects;
    }

    /** The recipient's program answered an offer. */
    public List<FileEffect> answered(UserName peer, MessageId id, FileAnswer answer, long nowMs) {
        Offer offer = offers.get(id);
        boolean retry = answer.code() == 503 && answer != FileAnswer.FULL
                || answer == FileAnswer.NOT_RECIPIENT
                || answer == FileAnswer.NOT_SENDER;
        if (retry) {
            messages.failed(peer, nowMs);
            return List.of();
        }
        messages.worked(peer);
        List<FileEffect> effects = new ArrayList<>();
        if (offer != null && offer.own() && !offer.state().isOver()) {
            effects.addAll(answered(offer, answer));
        }
        effects.addAll(tick(nowMs));
        return effects;
    }

    private List<FileEffect> answered(Offer offer, FileAnswer answer) {
        return switch (answer) {
            case DONE -> over(offer, OfferState.DONE, true, Optional.empty());
            case REFUSED -> over(offer, OfferState.REFUSED, true, Optional.empty());
            case FULL -> over(offer, OfferState.FAILED, true, Optional.of(FileFault.FULL));
            default -> {
                Offer known = offer.in(OfferState.OFFERED, true);
                List<FileEffect> effects = keep(known);
                effects.add(show(known));
                yield effects;
            }
        };
    }

    /** The other side was told the end of an offer. */
    public List<FileEffect> heard(UserName peer, MessageId id, long nowMs) {
        messages.worked(peer);
        Offer offer = offers.get(id);
        List<FileEffect> effects = new ArrayList<>();
        if (offer != null && offer.state().isOver()) {
            effects.addAll(keep(offer.in(offer.state(), true)));
            forgetOld(effects);
        }
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
        List<FileEffect> effects = new ArrayList<>();
        List.copyOf(offers.values()).stream()
                .filter(offer -> offer.own()
                        && offer.peer().equals(peer)
                        && !offer.state().isOver())
                .forEach(
                        offer -> effects.addAll(over(offer, OfferState.FAILED, true, Optional.of(FileFault.NO_FILES))));
        return effects;
    }

    /** There is a sign of life of a user. */
    public List<FileEffect> seen(UserName peer, long nowMs) {
        messages.hurry(peer);
        offers.values().stream().filter(offer -> offer.peer().equals(peer)).forEach(offer -> fetches.hurry(offer.id()));
        return tick(nowMs);
    }

    /** An attempt to fetch a file has ended; ignored if the offer is over. */
    public List<FileEffect> fetched(MessageId id, FetchOutcome outcome, long nowMs) {
        Offer offer = offers.get(id);
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
        if (offer != null && offer.state() == OfferState.ACCEPTED && !goesOn) {
            effects.addAll(fetched(offer, outcome));
        }
        effects.addAll(tick(nowMs));
        return effects;
    }

    private List<FileEffect> fetched(Offer offer, FetchOutcome outcome) {
        return switch (outcome) {
            case DONE -> over(offer, OfferState.DONE, false, Optional.empty());
            case NOT_OFFERED -> over(offer, OfferState.WITHDRAWN, true, Optional.empty());
            case CHANGED -> over(offer, OfferState.FAILED, true, Optional.of(FileFault.CHANGED));
            case WRONG_HASH -> over(offer, OfferState.FAILED, false, Optional.of(FileFault.WRONG_HASH));
            default -> {
                Offer stopped = offer.in(OfferState.STOPPED, true);
                List<FileEffect> effects = keep(stopped);
                effects.add(new FileEffect.Show(stopped, Optional.of(FileFault.valueOf(outcome.name()))));
                yield effects;
            }
        };
    }

    /** Says where the file stands in the end, after another name was taken meanwhile. */
    public List<FileEffect> placed(MessageId id, String place) {
        Offer offer = offers.get(id);
        boolean isWanted = offer != null && offer.state() == OfferState.ACCEPTED;
        return isWanted ? keep(offer.acceptedTo(place)) : List.of();
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
        Offer offer = offers.get(id);
        if (offer == null
                || !offer.own()
                || !offer.peer().equals(peer)
                || offer.state().isOver()) {
            return Permission.NOT_OFFERED;
        }
        long toPeer = served.values().stream().filter(peer::equals).count();
        boolean busy =
                served.size() >= FileLimits.SERVED || toPeer >= FileLimits.SERVED_TO_ONE || served.containsKey(id);
        return busy ? Permission.BUSY : Permission.YES;
    }

    /** A user fetches a file from now on; {@link #mayFetch} must have allowed it. */
    public List<FileEffect> serving(MessageId id) {
        Offer offer = offers.get(id);
        served.put(id, offer.peer());
        return offer.state() == OfferState.OFFERED ? List.of() : keep(offer.in(OfferState.OFFERED, true));
    }

    /**
     * A connection over which a file was handed out is over.
     *
     * @param why what is wrong with the file, if something is
     */
    public List<FileEffect> served(MessageId id, Optional<FileFault> why) {
        served.remove(id);
        Offer offer = offers.get(id);
        return why.isPresent() && offer != null && !offer.state().isOver()
                ? over(offer, OfferState.FAILED, true, why)
                : List.of();
    }

    /** What is due: messages to users who can be tried again, and files to fetch. Call it about once a second. */
    public List<FileEffect> tick(long nowMs) {
        List<FileEffect> effects = new ArrayList<>();
        Collection<Offer> all = offers.values();
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
        fetches.keep(offers.keySet());
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
