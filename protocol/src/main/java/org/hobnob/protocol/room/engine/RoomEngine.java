package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.Witness;

/**
 * One member's part in one room (SPEC 8.8). Its messages reach all members; the others' messages are shown once and
 * in order; what is lost for good is reported. Accepts verified input only: from members of the roster, with
 * checked signatures, and protected against replay. Not thread-safe. Times are milliseconds of a monotonic clock.
 */
public final class RoomEngine {
    private final UserName self;
    private final Seals seals;
    private final RandomGenerator random;
    private final Outgoing outgoing;
    private final Inbox inbox;
    private final StatusSchedule schedule;
    private final Set<UserName> owed = new TreeSet<>();
    private final Set<UserName> owedOverLine = new TreeSet<>();
    private Optional<RoomStatus.Prior> prior;
    private List<RoomMemory.Unsettled> toSayAgain;
    private long rosterVersion;
    private boolean leaving;

    /**
     * Creates the engine of a member that joins, or that resumes after a restart.
     *
     * @param stream 64 random bits, not 0
     * @param memory what was remembered of this room since the member joined it
     */
    public RoomEngine(UserName self, long stream, RoomMemory memory, Seals seals, RandomGenerator random) {
        this.self = self;
        this.seals = seals;
        this.random = random;
        outgoing = new Outgoing(stream, seals);
        inbox = new Inbox(memory.theirs(), random);
        schedule = new StatusSchedule(random);
        prior = memory.own().map(own -> new RoomStatus.Prior(own.stream(), own.settledThrough()));
        toSayAgain = memory.own().map(RoomMemory.Own::unsettled).orElse(List.of());
    }

    /** Returns the number of this member's stream. */
    public long stream() {
        return outgoing.stream();
    }

    /**
     * Applies the member list; ignored if a later version was applied before.
     *
     * @param version the version of the roster
     * @param others the other members that speak the native protocol, and whether each is online
     */
    public List<RoomEffect> roster(long version, Map<UserName, Boolean> others, long nowMs) {
        if (version < rosterVersion) {
            return List.of();
        }
        rosterVersion = version;
        List<RoomEffect> effects = new ArrayList<>();
        for (UserName member : List.copyOf(outgoing.readers().keySet())) {
            if (!others.containsKey(member)) {
                inbox.left(member, nowMs);
                effects.addAll(outgoing.left(member));
            }
        }
        effects.addAll(sayAgain(others, nowMs));
        others.forEach((member, present) -> {
            boolean isThereAnew = present
                    && Optional.ofNullable(outgoing.readers().get(member))
                            .filter(Reader::isPresent)
                            .isEmpty();
            outgoing.reader(member, present);
            inbox.joined(member);
            if (isThereAnew) {
                schedule.greet(others.size(), nowMs);
                inbox.present(member, nowMs);
            }
        });
        outgoing.announceSoon(nowMs);
        return effects;
    }

    /**
     * Sends the messages again, in order and before anything new, that were not known to have reached all members
     * before the restart. A member that joined after such a message becomes a reader of the later ones only.
     */
    private List<RoomEffect> sayAgain(Map<UserName, Boolean> others, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        List<RoomMemory.Unsettled> again = toSayAgain;
        toSayAgain = List.of();
        for (int i = 0; i < again.size(); i++) {
            List<RoomMemory.Unsettled> rest = again.subList(i, again.size());
            others.forEach((member, present) -> {
                if (rest.stream().allMatch(message -> message.readers().contains(member))) {
                    outgoing.reader(member, present);
                    inbox.joined(member);
                }
            });
            effects.addAll(
                    say(List.of(new Saying(again.get(i).id(), again.get(i).body())), nowMs));
        }
        return effects;
    }

    /** This member is back after an absence; the others are told soon. */
    public void greet(long nowMs) {
        schedule.greet(outgoing.readers().size(), nowMs);
        outgoing.announceSoon(nowMs);
    }

    /** Returns the version of the roster that was applied last; 0 before the first. */
    public long rosterVersion() {
        return rosterVersion;
    }

    /**
     * Sends messages to all members, in order.
     *
     * @param sayings 1 to {@link Bounds#MESSAGES} of them
     * @throws IllegalStateException if messages have to be sent again after a restart and no roster has been
     *     applied yet
     */
    public List<RoomEffect> say(List<Saying> sayings, long nowMs) {
        if (!toSayAgain.isEmpty()) {
            throw new IllegalStateException(
                    "apply a roster first: it names the readers of the messages that are sent again");
        }
        return outgoing.say(sayings, rosterVersion, nowMs);
    }

    /** Returns the number of the next datagram. */
    public long next() {
        return outgoing.last() + 1;
    }

    /** Returns whether all members that are online have every message. */
    public boolean isSettled() {
        return outgoing.isSettled();
    }

    /**
     * Tells the others that this member is about to leave. It should stay until {@link #isSettled}, but not longer
     * than a second.
     */
    public List<RoomEffect> leave(long nowMs) {
        leaving = true;
        return List.of(status(nowMs));
    }

    /** Returns whether a data datagram is worth decrypting. If it is decrypted, it must be passed to {@link #data}. */
    public boolean wants(long stream, long sequence) {
        return inbox.wants(stream, sequence);
    }

    /**
     * Handles a decrypted data datagram of a member that {@link #wants} returned true for.
     *
     * @param link what it says beside its messages; empty in version 1
     */
    public List<RoomEffect> data(
            UserName sender,
            long stream,
            long sequence,
            SealedContent content,
            Optional<Link> link,
            byte[] datagram,
            boolean byMulticast,
            long nowMs) {
        Optional<RemoteStream> incoming =
                inbox.stream(stream).filter(known -> known.owner().equals(sender) && known.wants(sequence, () -> true));
        if (incoming.isEmpty()) {
            return List.of();
        }
        incoming.get().came(byMulticast);
        incoming.get().take(sequence, content, link, datagram);
        acknowledge(sender, nowMs);
        return inbox.drain(incoming.get(), nowMs);
    }

    /**
     * A datagram arrived twice. Its sender may not know that it is here; a sender that used a connection certainly
     * does not, so acknowledge again.
     */
    public void again(long stream, boolean byMulticast, long nowMs) {
        inbox.stream(stream).filter(RemoteStream::isStarted).ifPresent(incoming -> {
            acknowledge(incoming.owner(), nowMs);
            if (!byMulticast) {
                owedOverLine.add(incoming.owner());
            }
        });
    }

    private void acknowledge(UserName sender, long nowMs) {
        owed.add(sender);
        schedule.acknowledge(outgoing.readers().size(), nowMs);
    }

    /**
     * Returns whether a status would change anything if its sender is authentic. Called before verification, to
     * skip the work for a status without news.
     */
    public boolean isNews(UserName sender, long stream, RoomStatus status, boolean byMulticast, long nowMs) {
        RemoteMember theirs = inbox.of(sender);
        if (theirs == null || theirs.isClosed(stream)) {
            return false;
        }
        Optional<RemoteStream> settled = theirs.settledIn(stream);
        boolean endsAnother =
                status.prior().filter(prior -> !theirs.isClosed(prior.stream())).isPresent();
        return settled.isEmpty()
                || endsAnother && settled.get().isStarted()
                || settled.get().isNews(status, byMulticast)
                || mayHaveMissedTheAcknowledgement(settled.get(), status, nowMs)
                || inbox.isNews(sender, status.heard())
                || outgoing.isNews(sender, status.heard());
    }

    /** Returns whether a status tells another hash of a datagram than was seen here. Called before verification. */
    public boolean contradicts(long stream, RoomStatus status, Witness witness) {
        return inbox.contradicts(stream, status, witness);
    }

    /**
     * Compares what a member's status tells of datagrams with what was seen here.
     *
     * @param datagram the status as received
     */
    public List<RoomEffect> witnessed(
            UserName sender, long stream, RoomStatus status, Witness witness, byte[] datagram) {
        RemoteMember theirs = inbox.of(sender);
        return theirs == null || theirs.isClosed(stream)
                ? List.of()
                : inbox.witnessed(sender, stream, status, witness, datagram);
    }

    /**
     * Returns whether a repair request would change anything if its sender is authentic. Called before
     * verification.
     */
    public boolean isNews(Nak nak) {
        return nak.ranges().stream().anyMatch(range -> range.stream() == outgoing.stream())
                || inbox.isNews(nak.ranges());
    }

    /** Handles a member's status. */
    public List<RoomEffect> status(UserName sender, long stream, RoomStatus status, boolean byMulticast, long nowMs) {
        RemoteMember theirs = inbox.of(sender);
        if (theirs == null || theirs.isClosed(stream)) {
            return List.of();
        }
        List<RoomEffect> effects = new ArrayList<>();
        theirs.speaksIn(stream);
        RemoteStream incoming = theirs.announced(stream, announced -> {
            outgoing.readers().get(sender).restarted();
            schedule.greet(outgoing.readers().size(), nowMs);
            return incoming(sender, announced);
        });
        incoming.came(byMulticast);
        if (incoming.isStarted()) {
            effects.addAll(inbox.goesOnFrom(sender, status.prior().filter(prior -> prior.stream() != stream)));
            inbox.announced(incoming, status, nowMs);
            if (mayHaveMissedTheAcknowledgement(incoming, status, nowMs)) {
                acknowledge(incoming.owner(), nowMs);
            }
        } else if (status.last() > 0) {
            theirs.keyWish().want(nowMs);
        }
        if (status.last() > incoming.through()) {
            owed.add(sender);
        }
        inbox.holds(sender, status.heard(), nowMs);
        status.heard().stream()
                .filter(heard -> heard.stream() == outgoing.stream())
                .forEach(heard -> effects.addAll(outgoing.heardBy(sender, heard, nowMs)));
        return effects;
    }

    /**
     * An owner that announces data that is here, and still keeps it for some member, may have missed the
     * acknowledgement.
     */
    private boolean mayHaveMissedTheAcknowledgement(RemoteStream incoming, RoomStatus status, long nowMs) {
        boolean keepsSome = status.floor() <= status.last();
        boolean isHere = incoming.through() >= status.last();
        return keepsSome && isHere && schedule.isLongSince(outgoing.readers().size(), nowMs);
    }

    private RemoteStream incoming(UserName owner, long stream) {
        return new RemoteStream(owner, stream, new Repair(random));
    }

    /** Handles a member's repair request to the group. */
    public List<RoomEffect> nak(UserName sender, Nak nak, long nowMs) {
        if (inbox.of(sender) == null) {
            return List.of();
        }
        inbox.askedByOther(nak.ranges(), nowMs);
        List<RoomEffect> effects = new ArrayList<>();
        nak.ranges().stream()
                .filter(range -> range.stream() == outgoing.stream())
                .forEach(range -> effects.addAll(outgoing.resend(range, nowMs)));
        return effects;
    }

    /** A datagram of the stream could not be decrypted because its key is missing. */
    public void keyMissing(long stream, long nowMs) {
        inbox.stream(stream)
                .map(incoming -> inbox.of(incoming.owner()))
                .ifPresent(theirs -> theirs.keyWish().want(nowMs));
    }

    /**
     * A member has handed over keys of its stream, which proves that the stream is its own.
     *
     * @param entitledFrom the first number that was sent while this member was in the room
     * @param first the first number that the keys decrypt
     * @param complete whether the keys answer a request. If so, there are no older keys to be had and the member
     *     currently sends in this stream; keys that were given unasked may be outdated.
     */
    public List<RoomEffect> keys(
            UserName owner, long stream, long entitledFrom, long first, boolean complete, long nowMs) {
        RemoteMember theirs = inbox.of(owner);
        if (theirs == null || theirs.isClosed(stream)) {
            return List.of();
        }
        List<RoomEffect> effects = new ArrayList<>(begun(theirs, owner, stream, entitledFrom, first, complete, nowMs));
        if (!complete && seals.version() != RoomHeader.VERSION_1) {
            effects.addAll(outgoing.giveKeyBack(owner, rosterVersion, nowMs));
        }
        return effects;
    }

    private List<RoomEffect> begun(
            RemoteMember theirs,
            UserName owner,
            long stream,
            long entitledFrom,
            long first,
            boolean complete,
            long nowMs) {
        if (theirs.isProven(stream)) {
            theirs.keyWish().fulfilled();
            if (complete) {
                theirs.speaksIn(stream);
            }
            return List.of();
        }
        Optional<RemoteMember.Before> same = theirs.before().filter(before -> before.stream() == stream);
        long from =
                Math.max(entitledFrom, same.map(before -> before.through() + 1).orElse(1L));
        boolean mayBeOld = theirs.stream().isPresent();
        if (!complete && (first > from || mayBeOld)) {
            theirs.announced(stream, announced -> incoming(owner, announced));
            theirs.keyWish().want(nowMs);
            return List.of();
        }
        theirs.keyWish().fulfilled();
        return begin(theirs, owner, stream, from, Math.max(first, from), nowMs);
    }

    private List<RoomEffect> begin(
            RemoteMember theirs, UserName owner, long stream, long from, long first, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>(inbox.endLingering(owner, nowMs));
        RemoteStream incoming = theirs.announced(stream, announced -> incoming(owner, announced));
        Optional<RemoteMember.Before> before = theirs.continues(stream);
        long missedBefore = before.map(RemoteMember.Before::missed).orElse(0);
        int missed = (int) Math.min(Integer.MAX_VALUE, missedBefore + first - from);
        ShortHash head = before.map(known -> known.headBefore(first)).orElse(ShortHash.NONE);
        effects.addAll(inbox.begin(theirs, incoming, first, missed, head));
        if (first > from) {
            effects.add(new RoomEffect.Missed(owner, first - from, stream, from));
        }
        acknowledge(owner, nowMs);
        return effects;
    }

    /** Returns whether the member has proved that the stream is its own. */
    public boolean isProven(UserName owner, long stream) {
        return Optional.ofNullable(inbox.of(owner))
                .filter(theirs -> theirs.isProven(stream))
                .isPresent();
    }

    /** Returns the members that have left and whose last messages are still waited for. */
    public Set<UserName> departed() {
        return inbox.departed();
    }

    /** Returns the first number that a member may read; empty if the user is not a member. */
    public Optional<Long> entitledFrom(UserName member) {
        return Optional.ofNullable(outgoing.readers().get(member)).map(Reader::entitledFrom);
    }

    /**
     * Returns datagrams for a member that requests them over its connection; empty if the user is not a member or
     * nothing is kept.
     */
    public List<byte[]> repair(UserName asker, Nak.Range range) {
        if (!outgoing.readers().containsKey(asker)) {
            return List.of();
        }
        return range.stream() == outgoing.stream()
                ? outgoing.repair(range, Bounds.REPAIR_DATAGRAMS)
                : inbox.stream(range.stream())
                        .map(incoming -> incoming.cached(range, Bounds.REPAIR_DATAGRAMS))
                        .orElse(List.of());
    }

    /**
     * Returns whether a datagram of a stream that is read here is still to be delivered: known to be missing, or taken if it
     * comes now. What an owner said last, before it left unheard, is neither.
     */
    public boolean awaits(long stream, long sequence) {
        return inbox.stream(stream)
                .filter(incoming -> incoming.isMissing(sequence) || incoming.isStarted() && wants(stream, sequence))
                .isPresent();
    }

    /** Returns how many datagrams of a range that another member was asked for are still missing. */
    public long missingOf(Nak.Range range) {
        return inbox.stream(range.stream())
                .map(incoming -> incoming.missingOf(range))
                .orElse(0L);
    }

    /**
     * A holder has answered a repair request; its datagrams have been handled before.
     *
     * @param filled whether the answer brought something of what was asked for. If not, the holder is not asked
     *     for it again, whatever it answered.
     */
    public void repaired(RoomEffect.AskRepair ask, boolean filled, long nowMs) {
        inbox.repaired(ask, filled, nowMs);
    }

    /** A holder could not be asked, or did not answer. */
    public void repairFailed(RoomEffect.AskRepair ask, long nowMs) {
        inbox.repairFailed(ask, nowMs);
    }

    /** Does what is due. */
    public List<RoomEffect> tick(long nowMs) {
        List<Nak.Range> lost = new ArrayList<>();
        List<RoomEffect> effects = new ArrayList<>(inbox.tick(this::isPresent, lost, nowMs));
        effects.forEach(effect -> {
            if (effect instanceof RoomEffect.Missed missed) {
                acknowledge(missed.sender(), nowMs);
            }
        });
        for (int from = 0; from < lost.size(); from += Nak.MAX_RANGES) {
            List<Nak.Range> some = lost.subList(from, Math.min(lost.size(), from + Nak.MAX_RANGES));
            effects.add(new RoomEffect.Send(seals.nak(rosterVersion, new Nak(some)), Set.of(), false));
        }
        effects.addAll(inbox.askKeys(this::isPresent, nowMs));
        effects.addAll(outgoing.push(nowMs));
        if (schedule.isDue(nowMs) || outgoing.isAnnounceDue(nowMs)) {
            effects.add(status(nowMs));
        }
        return effects;
    }

    private boolean isPresent(UserName member) {
        return Optional.ofNullable(outgoing.readers().get(member))
                .filter(Reader::isPresent)
                .isPresent();
    }

    private RoomEffect status(long nowMs) {
        boolean isFirstVersion = seals.version() == RoomHeader.VERSION_1;
        List<Inbox.Position> heard = inbox.heard(owed, isFirstVersion ? RoomStatus.MAX_HEARD : Witness.MAX_HEARD);
        RoomStatus status = new RoomStatus(
                self,
                leaving,
                outgoing.last(),
                outgoing.floor(),
                prior,
                heard.stream().map(Inbox.Position::heard).toList());
        List<ShortHash> hashes = heard.stream().map(Inbox.Position::head).toList();
        Set<UserName> overLines = owed.stream()
                .filter(owner -> isPresent(owner)
                        && (owedOverLine.contains(owner)
                                || !outgoing.readers().get(owner).hearsMulticast()))
                .collect(Collectors.toUnmodifiableSet());
        owed.clear();
        owedOverLine.clear();
        schedule.sent(nowMs);
        outgoing.announced(nowMs);
        return new RoomEffect.Send(seals.status(rosterVersion, status, hashes), overLines, false);
    }

    /** Returns when {@link #tick} may have something to do; {@link Long#MAX_VALUE} for never. */
    public long wakeAtMs() {
        return Math.min(Math.min(schedule.dueMs(), outgoing.dueMs()), inbox.dueMs());
    }
}
