package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.Reassembly;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.Witness;

/** The streams of the other members: puts them in order, requests repairs, delivers each message once. */
final class Inbox {
    /**
     * What has been received of a stream.
     *
     * @param heard the position
     * @param head the hash of the datagram there; {@link ShortHash#NONE} if unknown
     */
    record Position(RoomStatus.Heard heard, ShortHash head) {
        static Position of(RemoteStream incoming) {
            return new Position(incoming.heard(), incoming.head());
        }
    }

    private record Lingering(RemoteMember theirs, RemoteStream incoming, long untilMs) {}

    /** More streams than any room has. */
    private static final int MAX_TURN = 1_000_000;

    private final RandomGenerator random;
    private final Map<UserName, RemoteMember> members = new TreeMap<>();
    private final Map<Long, RemoteStream> byStream = new HashMap<>();
    private final Map<UserName, RoomMemory.Theirs> memory;
    private final List<Lingering> lingering = new ArrayList<>();
    private int turn;

    Inbox(Map<UserName, RoomMemory.Theirs> memory, RandomGenerator random) {
        this.memory = new LinkedHashMap<>(memory);
        this.random = random;
    }

    /** The member is online, or online again. */
    void present(UserName member, long nowMs) {
        members.get(member).keyWish().retry(nowMs);
    }

    void joined(UserName member) {
        members.computeIfAbsent(member, added -> {
            RemoteMember theirs = new RemoteMember();
            Optional.ofNullable(memory.remove(member)).ifPresent(theirs::remember);
            return theirs;
        });
    }

    void left(UserName member, long nowMs) {
        RemoteMember theirs = members.remove(member);
        remember(member, theirs.recent());
        byStream.values().forEach(incoming -> incoming.forgets(member));
        proven(theirs).forEach(incoming -> {
            incoming.end();
            lingering.add(new Lingering(theirs, incoming, nowMs + Timing.LINGER_MS));
        });
    }

    /** Messages that a returning member sent earlier may still arrive, so their ids are remembered. */
    private void remember(UserName member, List<MessageId> recent) {
        memory.put(member, new RoomMemory.Theirs(0, 0, 0, recent, ShortHash.NONE));
        if (memory.size() > Bounds.REMEMBERED_MEMBERS) {
            memory.remove(memory.keySet().iterator().next());
        }
    }

    private static List<RemoteStream> proven(RemoteMember theirs) {
        return Stream.of(theirs.stream(), theirs.former())
                .flatMap(Optional::stream)
                .toList();
    }

    RemoteMember of(UserName member) {
        return members.get(member);
    }

    /** Returns the stream if its owner has proved that it owns it. */
    Optional<RemoteStream> stream(long stream) {
        return Optional.ofNullable(byStream.get(stream));
    }

    /**
     * Starts or continues a stream that the member has proved to be its own, at number {@code first}.
     *
     * @param head the hash of the datagram before that; {@link ShortHash#NONE} if unknown
     */
    List<RoomEffect> begin(RemoteMember theirs, RemoteStream incoming, long first, int missed, ShortHash head) {
        List<RoomEffect> effects = theirs.switchTo(incoming).map(this::forget).orElse(List.of());
        byStream.put(incoming.stream(), incoming);
        incoming.start(first, missed, head);
        return effects;
    }

    /** The member's stream continues a prior one. Reports as missed what of the prior one will not be sent again. */
    List<RoomEffect> goesOnFrom(UserName member, Optional<RoomStatus.Prior> prior) {
        RemoteMember theirs = members.get(member);
        long lost = theirs.endBefore(prior);
        List<RoomEffect> effects = new ArrayList<>();
        Optional<RemoteStream> over = prior.flatMap(named -> theirs.goesOnFrom(named.stream()));
        if (over.isPresent()) {
            lost = prior.get().through() - over.get().through();
            effects.addAll(forget(over.get()));
        }
        if (lost > 0) {
            // What was lost is the end of the prior stream.
            RoomStatus.Prior named = prior.orElseThrow();
            effects.addAll(missed(member, lost, named.stream(), named.through() + 1 - lost));
        }
        return effects;
    }

    private List<RoomEffect> forget(RemoteStream over) {
        byStream.remove(over.stream());
        return List.of(new RoomEffect.Forget(over.stream()));
    }

    /**
     * Returns what has been received of the members, for a status message.
     *
     * @param first members whose streams must be included; if there are too many, the others take turns
     * @param atMost how many streams fit
     */
    List<Position> heard(Set<UserName> first, int atMost) {
        List<Position> heard = new ArrayList<>();
        List<Position> others = new ArrayList<>();
        members.forEach((member, theirs) -> {
            List<Position> list = first.contains(member) ? heard : others;
            proven(theirs).forEach(incoming -> list.add(Position.of(incoming)));
            theirs.candidate().ifPresent(incoming -> list.add(Position.of(incoming)));
        });
        lingering.forEach(last -> others.add(Position.of(last.incoming())));
        if (heard.size() + others.size() > atMost) {
            turn = (turn + atMost) % MAX_TURN;
            Collections.rotate(heard, turn);
            Collections.rotate(others, turn);
        }
        heard.addAll(others);
        return heard.subList(0, Math.min(heard.size(), atMost));
    }

    /** A member reports what it has of other members' streams. */
    void holds(UserName member, List<RoomStatus.Heard> heard, long nowMs) {
        for (RoomStatus.Heard entry : heard) {
            stream(entry.stream())
                    .filter(incoming -> !incoming.owner().equals(member) && incoming.isStarted())
                    .ifPresent(incoming -> incoming.holds(member, entry.through(), nowMs));
        }
    }

    /**
     * A member's status tells what hashes datagrams have.
     *
     * @param stream the stream in which the member says so
     */
    List<RoomEffect> witnessed(UserName member, long stream, RoomStatus status, Witness witness, byte[] datagram) {
        List<RoomEffect> effects = new ArrayList<>();
        stream(stream)
                .flatMap(own -> own.claimed(member, status.last(), witness.head(), datagram))
                .ifPresent(effects::add);
        for (int i = 0; i < status.heard().size(); i++) {
            RoomStatus.Heard entry = status.heard().get(i);
            ShortHash hash = witness.heard().get(i);
            stream(entry.stream())
                    .flatMap(incoming -> incoming.claimed(member, entry.through(), hash, datagram))
                    .ifPresent(effects::add);
        }
        return effects;
    }

    /** Returns whether the status tells another hash of a datagram than was seen here. */
    boolean contradicts(long stream, RoomStatus status, Witness witness) {
        boolean ownDiffers = stream(stream)
                .filter(own -> own.contradict(status.last(), witness.head()))
                .isPresent();
        return ownDiffers
                || IntStream.range(0, status.heard().size()).anyMatch(i -> {
                    RoomStatus.Heard entry = status.heard().get(i);
                    return stream(entry.stream())
                            .filter(incoming -> incoming.contradict(
                                    entry.through(), witness.heard().get(i)))
                            .isPresent();
                });
    }

    /** Returns whether the member that reports these positions has something that is missing here. */
    boolean isNews(UserName member, List<RoomStatus.Heard> heard) {
        return heard.stream()
                .anyMatch(entry -> stream(entry.stream())
                        .filter(incoming -> !incoming.owner().equals(member) && incoming.isStarted())
                        .filter(incoming -> incoming.isNews(member, entry.through()))
                        .isPresent());
    }

    /**
     * Returns whether the ranges that another member requested from the group cover everything that is missing of
     * some stream here.
     */
    boolean isNews(List<Nak.Range> asked) {
        return asked.stream()
                .map(range -> stream(range.stream()))
                .flatMap(Optional::stream)
                .anyMatch(incoming -> incoming.isMissingSome() && incoming.isCoveredBy(asked));
    }

    /** Delivers what is in order. */
    List<RoomEffect> drain(RemoteStream incoming, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        for (SealedContent next = incoming.poll(); next != null; next = incoming.poll()) {
            effects.addAll(put(incoming, next));
            incoming.difference().ifPresent(effects::add);
        }
        lookForGap(incoming, nowMs);
        return effects;
    }

    private List<RoomEffect> put(RemoteStream incoming, SealedContent content) {
        boolean behindGap = incoming.wasBehindGap();
        Reassembly.Outcome outcome = incoming.parts().take(content);
        // Fragments torn by a gap are counted with the gap; others mean that the sender split the message wrongly.
        int torn = behindGap ? 0 : outcome.torn().size();
        incoming.miss(torn);
        if (incoming.parts().isUnderWay()) {
            return missed(incoming.owner(), torn, incoming.stream(), 0);
        }
        incoming.settle();
        List<Reassembly.Whole> messages = outcome.whole().stream()
                .filter(whole -> theirs(incoming).isNew(whole.id()))
                .toList();
        List<RoomEffect> effects = new ArrayList<>();
        if (messages.isEmpty()) {
            effects.add(keep(incoming, Optional.empty()));
        }
        messages.forEach(message -> effects.add(keep(incoming, Optional.of(message.id()))));
        effects.addAll(missed(incoming.owner(), torn, incoming.stream(), 0));
        messages.forEach(message -> effects.add(deliver(incoming, message)));
        effects.add(new RoomEffect.ForgetBelow(incoming.stream(), incoming.through() + 1));
        return effects;
    }

    private static RoomEffect deliver(RemoteStream incoming, Reassembly.Whole message) {
        return message.body() instanceof MessageBody body
                ? new RoomEffect.Deliver(incoming.owner(), message.id(), body, incoming.isByMulticast())
                : new RoomEffect.Unreadable(incoming.owner(), message.id());
    }

    private static List<RoomEffect> missed(UserName owner, long datagrams, long stream, long from) {
        return datagrams > 0 ? List.of(new RoomEffect.Missed(owner, datagrams, stream, from)) : List.of();
    }

    private RemoteMember theirs(RemoteStream incoming) {
        return lingering.stream()
                .filter(last -> last.incoming() == incoming)
                .findFirst()
                .map(Lingering::theirs)
                .orElseGet(() -> members.get(incoming.owner()));
    }

    private static RoomEffect keep(RemoteStream incoming, Optional<MessageId> id) {
        return new RoomEffect.Keep(new Change.Delivered(
                incoming.owner(), incoming.stream(), incoming.through(), incoming.missed(), id, incoming.head()));
    }

    private static void lookForGap(RemoteStream incoming, long nowMs) {
        if (incoming.isMissingSome()) {
            incoming.repair().missing(incoming.firstMissing(), nowMs);
        } else {
            incoming.repair().close(nowMs);
        }
    }

    /** Gives up what is missing before the next datagram that is here, reports it, and continues from there. */
    private List<RoomEffect> giveUp(RemoteStream incoming, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        long given = incoming.giveUp();
        if (given > 0) {
            incoming.parts().interrupt();
            incoming.settle();
            effects.add(keep(incoming, Optional.empty()));
            effects.addAll(missed(incoming.owner(), given, incoming.stream(), incoming.through() + 1 - given));
        }
        effects.addAll(drain(incoming, nowMs));
        return effects;
    }

    /** The owner has announced its last number; requests a repair if something is missing. */
    void announced(RemoteStream incoming, RoomStatus status, long nowMs) {
        incoming.announced(status.last());
        incoming.canRepairFrom(status.floor());
        lookForGap(incoming, nowMs);
    }

    /** Another member has requested these ranges from the group. */
    void askedByOther(List<Nak.Range> ranges, long nowMs) {
        byStream.values().stream()
                .filter(incoming -> incoming.isMissingSome() && incoming.isCoveredBy(ranges))
                .forEach(incoming -> incoming.repair().suppress(nowMs));
    }

    /** A holder has answered a repair request; {@code filled} is false if nothing of what was asked for came of it. */
    void repaired(RoomEffect.AskRepair ask, boolean filled, long nowMs) {
        stream(ask.range().stream()).ifPresent(incoming -> incoming.repair().answered(ask.holder(), filled, nowMs));
    }

    /** A holder could not be asked. */
    void repairFailed(RoomEffect.AskRepair ask, long nowMs) {
        stream(ask.range().stream()).ifPresent(incoming -> incoming.repair().failed(ask.holder(), nowMs));
    }

    /**
     * Does what is due. Repair requests for the group are added to {@code ranges}; everything else is returned as
     * effects.
     *
     * @param present tells which members can be asked
     */
    List<RoomEffect> tick(Predicate<UserName> present, List<Nak.Range> ranges, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        members.values()
                .forEach(theirs -> proven(theirs).forEach(incoming -> {
                    incoming.believe(nowMs);
                    lookForGap(incoming, nowMs);
                    effects.addAll(step(incoming, present, false, ranges, nowMs));
                }));
        for (Lingering last : List.copyOf(lingering)) {
            last.incoming().believe(nowMs);
            lookForGap(last.incoming(), nowMs);
            effects.addAll(step(last.incoming(), present, true, ranges, nowMs));
            if (nowMs >= last.untilMs()) {
                effects.addAll(close(last, nowMs));
            }
        }
        return effects;
    }

    /** Requests the keys that are wanted, if their owners are online. */
    List<RoomEffect> askKeys(Predicate<UserName> present, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        members.forEach((owner, theirs) -> {
            if (theirs.keyWish().isDue(nowMs) && present.test(owner)) {
                theirs.wantedStream()
                        .ifPresent(
                                stream -> effects.add(new RoomEffect.AskKey(owner, stream, theirs.throughOf(stream))));
            }
        });
        return effects;
    }

    /** A member that had left sends something new, so its earlier last messages are no longer waited for. */
    List<RoomEffect> endLingering(UserName owner, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        for (Lingering last : List.copyOf(lingering)) {
            if (last.incoming().owner().equals(owner)) {
                effects.addAll(close(last, nowMs));
            }
        }
        return effects;
    }

    /** No more of the stream will arrive; whatever is missing is final. */
    private List<RoomEffect> close(Lingering last, long nowMs) {
        RemoteStream incoming = last.incoming();
        List<RoomEffect> effects = new ArrayList<>();
        while (incoming.isMissingSome()) {
            effects.addAll(giveUp(incoming, nowMs));
        }
        lingering.remove(last);
        byStream.remove(incoming.stream(), incoming);
        effects.add(new RoomEffect.Forget(incoming.stream()));
        return effects;
    }

    private List<RoomEffect> step(
            RemoteStream incoming, Predicate<UserName> present, boolean ownerLeft, List<Nak.Range> ranges, long nowMs) {
        // An owner that has restarted cannot repair its earlier stream, but sends the unsettled messages again.
        boolean ownerIsThere =
                !ownerLeft && present.test(incoming.owner()) && theirs(incoming).speaks(incoming);
        List<UserName> holders = holders(incoming, present, ownerIsThere);
        return switch (incoming.repair().step(ownerIsThere, incoming.isHopeless(), holders, nowMs)) {
            case WAIT -> List.of();
            case ASK_GROUP -> {
                ranges.addAll(incoming.missing(Nak.MAX_RANGES));
                yield List.of();
            }
            case ASK_HOLDER ->
                List.of(new RoomEffect.AskRepair(
                        incoming.repair().asked().orElseThrow(),
                        incoming.missing(1).get(0)));
            case GIVE_UP -> giveUp(incoming, nowMs);
        };
    }

    private List<UserName> holders(RemoteStream incoming, Predicate<UserName> present, boolean ownerIsThere) {
        List<UserName> holders =
                new ArrayList<>(incoming.holders().stream().filter(present).toList());
        if (!holders.isEmpty()) {
            Collections.rotate(holders, random.nextInt(holders.size()));
        }
        if (ownerIsThere) {
            holders.add(0, incoming.owner());
        }
        return holders;
    }

    /** Returns whether a datagram with this number would be accepted; otherwise it should not even be decrypted. */
    boolean wants(long stream, long sequence) {
        Optional<RemoteStream> known = stream(stream);
        return known.isEmpty() || known.get().wants(sequence, () -> waiting() < Bounds.AHEAD_DATAGRAMS);
    }

    private int waiting() {
        return byStream.values().stream().mapToInt(RemoteStream::waiting).sum();
    }

    /** Returns the members that have left and whose last messages are still waited for. */
    Set<UserName> departed() {
        return lingering.stream().map(last -> last.incoming().owner()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns when something is due; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        long due = Long.MAX_VALUE;
        for (RemoteMember theirs : members.values()) {
            due = Math.min(due, theirs.keyWish().dueMs());
        }
        for (RemoteStream incoming : byStream.values()) {
            due = Math.min(due, Math.min(incoming.repair().dueMs(), incoming.beliefDueMs()));
        }
        for (Lingering last : lingering) {
            due = Math.min(due, last.untilMs());
        }
        return due;
    }
}
