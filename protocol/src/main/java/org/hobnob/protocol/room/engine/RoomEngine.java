package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Fragments;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;

/**
 * One member's part in one room (SPEC 8.8): what it says reaches all, what the others say is shown in order and once, and
 * what is lost for good is shown as lost. Takes verified input only: of members of the roster, their signatures checked,
 * nothing sent again by others. Not thread-safe. Times are milliseconds of any clock that only goes forward.
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
     * A member who comes, or comes back after its program was started anew.
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

    /** This member's stream. */
    public long stream() {
        return outgoing.stream();
    }

    /**
     * Takes who is in the room; without effect where a later version was there before.
     *
     * @param version the roster's
     * @param others the other members who take part here, with whether they are online
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
     * What not everybody was known to have before the restart is said again, in order, before anything new. Who came
     * after a message was said becomes a reader behind it only.
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
            effects.addAll(say(again.get(i).id(), again.get(i).text(), nowMs));
        }
        return effects;
    }

    /** This member is back after an absence: the others are told soon. */
    public void greet(long nowMs) {
        schedule.greet(outgoing.readers().size(), nowMs);
        outgoing.announceSoon(nowMs);
    }

    /** The version of the roster that is known here; 0 before the first. */
    public long rosterVersion() {
        return rosterVersion;
    }

    /**
     * Says a message to all members.
     *
     * @throws IllegalStateException before the first roster, where something is to be said again first
     */
    public List<RoomEffect> say(MessageId id, ChatText text, long nowMs) {
        if (!toSayAgain.isEmpty()) {
            throw new IllegalStateException("the roster comes first: it says to whom what is said again");
        }
        List<Fragment> fragments = Fragments.of(id, text, Fragment.MAX_TEXT_BYTES);
        return outgoing.say(id, text, fragments, rosterVersion, nowMs);
    }

    /** The number that is said next. */
    public long next() {
        return outgoing.last() + 1;
    }

    /** Whether all who are there have all that was said. */
    public boolean isSettled() {
        return outgoing.isSettled();
    }

    /** Tells the others that this member is about to leave; it should stay until {@link #isSettled}, or a second. */
    public List<RoomEffect> leave(long nowMs) {
        leaving = true;
        return List.of(status(nowMs));
    }

    /** Whether a datagram of data is worth opening; what is opened must be handed to {@link #data}. */
    public boolean wants(long stream, long sequence) {
        return inbox.wants(stream, sequence);
    }

    /** A member's datagram of data, which was {@link #wants wanted}, has been opened. */
    public List<RoomEffect> data(
            UserName sender,
            long stream,
            long sequence,
            Fragment fragment,
            byte[] datagram,
            boolean byMulticast,
            long nowMs) {
        Optional<RemoteStream> incoming =
                inbox.stream(stream).filter(known -> known.owner().equals(sender) && known.wants(sequence, () -> true));
        if (incoming.isEmpty()) {
            return List.of();
        }
        incoming.get().came(byMulticast);
        incoming.get().take(sequence, fragment, datagram);
        acknowledge(sender, nowMs);
        return inbox.drain(incoming.get(), nowMs);
    }

    /** Something arrived twice: whoever sent it may not know that it is here, and who sent it over a line has long not. */
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
     * Whether a member's status would change anything here: hearing another one, or none, comes to the same. Asked before
     * it is known to be that member's.
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

    /** Whether a nak would change anything here. Asked before it is known to be a member's. */
    public boolean isNews(Nak nak) {
        return nak.ranges().stream().anyMatch(range -> range.stream() == outgoing.stream())
                || inbox.isNews(nak.ranges());
    }

    /** A member's status was heard. */
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

    /** Who announces what is here already, and still keeps it for somebody, may have. */
    private boolean mayHaveMissedTheAcknowledgement(RemoteStream incoming, RoomStatus status, long nowMs) {
        boolean keepsSome = status.floor() <= status.last();
        boolean isHere = incoming.through() >= status.last();
        return keepsSome && isHere && schedule.isLongSince(outgoing.readers().size(), nowMs);
    }

    private RemoteStream incoming(UserName owner, long stream) {
        return new RemoteStream(owner, stream, new Repair(random));
    }

    /** A member asks the group for what it lost. */
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

    /** A datagram of a stream could not be opened for want of its key. */
    public void keyMissing(long stream, long nowMs) {
        inbox.stream(stream)
                .map(incoming -> inbox.of(incoming.owner()))
                .ifPresent(theirs -> theirs.keyWish().want(nowMs));
    }

    /**
     * A member has handed over keys of its stream, and so proven that it is its.
     *
     * @param entitledFrom the first number that was said while this member was in the room
     * @param first the first number that the keys open
     * @param complete whether they answer a question: then no older keys are to be had, and the member's program speaks
     *     in this stream now. Keys that were given unasked may have been long on their way.
     */
    public List<RoomEffect> keys(
            UserName owner, long stream, long entitledFrom, long first, boolean complete, long nowMs) {
        RemoteMember theirs = inbox.of(owner);
        if (theirs == null || theirs.isClosed(stream)) {
            return List.of();
        }
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
        int missed = (int) Math.min(Integer.MAX_VALUE, theirs.continues(stream) + first - from);
        effects.addAll(inbox.begin(theirs, incoming, first, missed));
        if (first > from) {
            effects.add(new RoomEffect.Missed(owner, first - from));
        }
        acknowledge(owner, nowMs);
        return effects;
    }

    /** Whether that is the stream which the member has proven to be its. */
    public boolean isProven(UserName owner, long stream) {
        return Optional.ofNullable(inbox.of(owner))
                .filter(theirs -> theirs.isProven(stream))
                .isPresent();
    }

    /** Who has left, and whose last words are still waited for. */
    public Set<UserName> departed() {
        return inbox.departed();
    }

    /** The first number that a member is entitled to read; empty for who is no member. */
    public Optional<Long> entitledFrom(UserName member) {
        return Optional.ofNullable(outgoing.readers().get(member)).map(Reader::entitledFrom);
    }

    /** Datagrams for a member who asks over its line; none for who is no member, or where there are none. */
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

    /** A holder has answered; what it sent was taken before. */
    public void repaired(UserName holder, boolean something, long nowMs) {
        inbox.repaired(holder, something, nowMs);
    }

    /** A holder could not be asked, or did not answer. */
    public void repairFailed(UserName holder, long nowMs) {
        inbox.repairFailed(holder, nowMs);
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
            effects.add(new RoomEffect.Send(seals.nak(rosterVersion, new Nak(some)), Set.of()));
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
        RoomStatus status = new RoomStatus(self, leaving, outgoing.last(), outgoing.floor(), prior, inbox.heard(owed));
        Set<UserName> overLines = owed.stream()
                .filter(owner -> isPresent(owner)
                        && (owedOverLine.contains(owner)
                                || !outgoing.readers().get(owner).hearsMulticast()))
                .collect(Collectors.toUnmodifiableSet());
        owed.clear();
        owedOverLine.clear();
        schedule.sent(nowMs);
        outgoing.announced(nowMs);
        return new RoomEffect.Send(seals.status(rosterVersion, status), overLines);
    }

    /** When {@link #tick} is worth a call; {@link Long#MAX_VALUE} for never. */
    public long wakeAtMs() {
        return Math.min(Math.min(schedule.dueMs(), outgoing.dueMs()), inbox.dueMs());
    }
}
