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
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.Reassembly;
import org.hobnob.protocol.room.RoomStatus;

/** What the other members say: their streams, put in order, repaired, delivered once. */
final class Inbox {
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

    /** The member is there, or there again. */
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

    /** Who comes again may be heard with words of before, which are still on their way. */
    private void remember(UserName member, List<MessageId> recent) {
        memory.put(member, new RoomMemory.Theirs(0, 0, 0, recent));
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

    /** The stream of whoever owns it, where its owner has proven it. */
    Optional<RemoteStream> stream(long stream) {
        return Optional.ofNullable(byStream.get(stream));
    }

    /** Goes on with the stream that a member has proven to be its, from that number on. */
    List<RoomEffect> begin(RemoteMember theirs, RemoteStream incoming, long first, int missed) {
        List<RoomEffect> effects = theirs.switchTo(incoming).map(this::forget).orElse(List.of());
        byStream.put(incoming.stream(), incoming);
        incoming.start(first, missed);
        return effects;
    }

    /** The member's stream goes on from a prior one: shows what of that will not be said again. */
    List<RoomEffect> goesOnFrom(UserName member, Optional<RoomStatus.Prior> prior) {
        RemoteMember theirs = members.get(member);
        long lost = theirs.endBefore(prior);
        List<RoomEffect> effects = new ArrayList<>();
        Optional<RemoteStream> over = prior.flatMap(named -> theirs.goesOnFrom(named.stream()));
        if (over.isPresent()) {
            lost = prior.get().through() - over.get().through();
            effects.addAll(forget(over.get()));
        }
        effects.addAll(missed(member, lost));
        return effects;
    }

    private List<RoomEffect> forget(RemoteStream over) {
        byStream.remove(over.stream());
        return List.of(new RoomEffect.Forget(over.stream()));
    }

    /**
     * What was heard of the members, for a status.
     *
     * @param first whose streams must be among them; the others take turns where there are too many
     */
    List<RoomStatus.Heard> heard(Set<UserName> first) {
        List<RoomStatus.Heard> heard = new ArrayList<>();
        List<RoomStatus.Heard> others = new ArrayList<>();
        members.forEach((member, theirs) -> {
            List<RoomStatus.Heard> list = first.contains(member) ? heard : others;
            proven(theirs).forEach(incoming -> list.add(incoming.heard()));
            theirs.candidate().ifPresent(incoming -> list.add(incoming.heard()));
        });
        lingering.forEach(last -> others.add(last.incoming().heard()));
        if (heard.size() + others.size() > RoomStatus.MAX_HEARD) {
            turn = (turn + RoomStatus.MAX_HEARD) % MAX_TURN;
            Collections.rotate(heard, turn);
            Collections.rotate(others, turn);
        }
        heard.addAll(others);
        return heard.subList(0, Math.min(heard.size(), RoomStatus.MAX_HEARD));
    }

    /** A member tells what it has of others' streams. */
    void holds(UserName member, List<RoomStatus.Heard> heard, long nowMs) {
        for (RoomStatus.Heard entry : heard) {
            stream(entry.stream())
                    .filter(incoming -> !incoming.owner().equals(member) && incoming.isStarted())
                    .ifPresent(incoming -> incoming.holds(member, entry.through(), nowMs));
        }
    }

    /** Whether a member who has that of others' streams has something that is not here. */
    boolean isNews(UserName member, List<RoomStatus.Heard> heard) {
        return heard.stream()
                .anyMatch(entry -> stream(entry.stream())
                        .filter(incoming -> !incoming.owner().equals(member) && incoming.isStarted())
                        .filter(incoming -> incoming.isNews(member, entry.through()))
                        .isPresent());
    }

    /** Whether what somebody asks the group for is all that is missing here of a stream. */
    boolean isNews(List<Nak.Range> asked) {
        return asked.stream()
                .map(range -> stream(range.stream()))
                .flatMap(Optional::stream)
                .anyMatch(incoming -> incoming.isMissingSome() && incoming.isCoveredBy(asked));
    }

    /** Delivers what is in order now. */
    List<RoomEffect> drain(RemoteStream incoming, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        for (Fragment part = incoming.poll(); part != null; part = incoming.poll()) {
            effects.addAll(put(incoming, part));
        }
        lookForGap(incoming, nowMs);
        return effects;
    }

    private List<RoomEffect> put(RemoteStream incoming, Fragment part) {
        boolean behindGap = incoming.wasBehindGap();
        Reassembly.Outcome outcome = incoming.parts().take(part);
        // What a gap has torn is counted by the gap; else the sender put its parts together wrongly.
        int torn = behindGap ? 0 : outcome.torn().size();
        incoming.miss(torn);
        if (incoming.parts().isUnderWay()) {
            return missed(incoming.owner(), torn);
        }
        incoming.settle();
        Optional<RoomEffect.Deliver> message = outcome.whole()
                .map(whole ->
                        new RoomEffect.Deliver(incoming.owner(), whole.id(), whole.text(), incoming.isByMulticast()))
                .filter(whole -> theirs(incoming).isNew(whole.id()));
        List<RoomEffect> effects = new ArrayList<>();
        effects.add(keep(incoming, message.map(RoomEffect.Deliver::id)));
        effects.addAll(missed(incoming.owner(), torn));
        message.ifPresent(effects::add);
        effects.add(new RoomEffect.ForgetBelow(incoming.stream(), incoming.through() + 1));
        return effects;
    }

    private static List<RoomEffect> missed(UserName owner, long datagrams) {
        return datagrams > 0 ? List.of(new RoomEffect.Missed(owner, datagrams)) : List.of();
    }

    private RemoteMember theirs(RemoteStream incoming) {
        return lingering.stream()
                .filter(last -> last.incoming() == incoming)
                .findFirst()
                .map(Lingering::theirs)
                .orElseGet(() -> members.get(incoming.owner()));
    }

    private static RoomEffect keep(RemoteStream incoming, Optional<MessageId> id) {
        return new RoomEffect.Keep(
                new Change.Delivered(incoming.owner(), incoming.stream(), incoming.through(), incoming.missed(), id));
    }

    private static void lookForGap(RemoteStream incoming, long nowMs) {
        if (incoming.isMissingSome()) {
            incoming.repair().missing(incoming.firstMissing(), nowMs);
        } else {
            incoming.repair().close(nowMs);
        }
    }

    /** Gives up what is missing up to the next datagram that is here, visibly, and goes on. */
    private List<RoomEffect> giveUp(RemoteStream incoming, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        long given = incoming.giveUp();
        if (given > 0) {
            incoming.parts().interrupt();
            incoming.settle();
            effects.add(keep(incoming, Optional.empty()));
            effects.addAll(missed(incoming.owner(), given));
        }
        effects.addAll(drain(incoming, nowMs));
        return effects;
    }

    /** What was announced is looked for where it is missing. */
    void announced(RemoteStream incoming, RoomStatus status, long nowMs) {
        incoming.announced(status.last());
        incoming.canRepairFrom(status.floor());
        lookForGap(incoming, nowMs);
    }

    /** Another member has asked the group for these. */
    void askedByOther(List<Nak.Range> ranges, long nowMs) {
        byStream.values().stream()
                .filter(incoming -> incoming.isMissingSome() && incoming.isCoveredBy(ranges))
                .forEach(incoming -> incoming.repair().suppress(nowMs));
    }

    /** A holder has answered or could not. */
    void repaired(UserName holder, boolean something, long nowMs) {
        byStream.values().forEach(incoming -> incoming.repair().answered(holder, something, nowMs));
    }

    void repairFailed(UserName holder, long nowMs) {
        byStream.values().forEach(incoming -> incoming.repair().failed(holder, nowMs));
    }

    /**
     * What time brings: the group's repairs asked for go to {@code ranges}, the rest are effects.
     *
     * @param present who can be asked
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

    /** Asks for keys that are wanted, where their owners are there. */
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

    /** A member who had left says something new: its last words of before are waited for no longer. */
    List<RoomEffect> endLingering(UserName owner, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        for (Lingering last : List.copyOf(lingering)) {
            if (last.incoming().owner().equals(owner)) {
                effects.addAll(close(last, nowMs));
            }
        }
        return effects;
    }

    /** Nothing more will come of the stream: what is missing stays so. */
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
        // Whoever was started anew has nothing of its stream before, but says again what matters of it.
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

    /** Whether a datagram of that number would be taken; what is not should not even be opened. */
    boolean wants(long stream, long sequence) {
        Optional<RemoteStream> known = stream(stream);
        return known.isEmpty() || known.get().wants(sequence, () -> waiting() < Bounds.AHEAD_DATAGRAMS);
    }

    private int waiting() {
        return byStream.values().stream().mapToInt(RemoteStream::waiting).sum();
    }

    /** Who has left, and whose last words are still waited for. */
    Set<UserName> departed() {
        return lingering.stream().map(last -> last.incoming().owner()).collect(Collectors.toUnmodifiableSet());
    }

    /** When there is something to do; {@link Long#MAX_VALUE} for never. */
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
