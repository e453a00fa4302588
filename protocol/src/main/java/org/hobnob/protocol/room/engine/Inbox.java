package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.Status;

/** What the other members say: their streams, put in order, repaired, delivered once. */
final class Inbox {
    private record Lingering(Incoming incoming, long untilMs) {}

    private final RandomGenerator random;
    private final Map<UserName, Theirs> members = new TreeMap<>();
    private final Map<UserName, RoomMemory.Theirs> memory;
    private final List<Lingering> lingering = new ArrayList<>();
    private int turn;

    Inbox(Map<UserName, RoomMemory.Theirs> memory, RandomGenerator random) {
        this.memory = new TreeMap<>(memory);
        this.random = random;
    }

    /** The member is there, or there again. */
    void present(UserName member, long nowMs) {
        members.get(member).keyWish().retry(nowMs);
    }

    void joined(UserName member) {
        members.computeIfAbsent(member, added -> {
            Theirs theirs = new Theirs();
            Optional.ofNullable(memory.remove(member)).ifPresent(theirs::remember);
            return theirs;
        });
    }

    void left(UserName member, long nowMs) {
        Theirs theirs = members.remove(member);
        streams().forEach(incoming -> incoming.forgets(member));
        theirs.stream().filter(Incoming::isStarted).ifPresent(incoming -> {
            incoming.end();
            lingering.add(new Lingering(incoming, nowMs + Timing.LINGER_MS));
        });
    }

    Theirs of(UserName member) {
        return members.get(member);
    }

    /** The stream of whoever owns it, where its owner has proven it. */
    Optional<Incoming> stream(long stream) {
        return streams().stream()
                .filter(incoming -> incoming.stream() == stream)
                .findFirst();
    }

    private List<Incoming> streams() {
        List<Incoming> streams = new ArrayList<>();
        members.values().forEach(theirs -> theirs.stream().ifPresent(streams::add));
        lingering.forEach(last -> streams.add(last.incoming()));
        return streams;
    }

    /**
     * What was heard of the members, for a status.
     *
     * @param first whose streams must be among them; the others take turns where there are too many
     */
    List<Status.Heard> heard(Set<UserName> first) {
        List<Status.Heard> heard = new ArrayList<>();
        List<Status.Heard> others = new ArrayList<>();
        members.forEach((member, theirs) -> {
            List<Status.Heard> list = first.contains(member) ? heard : others;
            theirs.stream().ifPresent(incoming -> list.add(incoming.heard()));
            theirs.candidate().ifPresent(incoming -> list.add(incoming.heard()));
        });
        lingering.forEach(last -> others.add(last.incoming().heard()));
        if (heard.size() + others.size() > Status.MAX_HEARD) {
            turn += Status.MAX_HEARD;
            Collections.rotate(others, turn % others.size());
        }
        heard.addAll(others);
        return heard.subList(0, Math.min(heard.size(), Status.MAX_HEARD));
    }

    /** A member tells what it has of others' streams. */
    void holds(UserName member, List<Status.Heard> heard, long nowMs) {
        for (Status.Heard entry : heard) {
            stream(entry.stream())
                    .filter(incoming -> !incoming.owner().equals(member) && incoming.isStarted())
                    .ifPresent(incoming -> incoming.holds(member, entry.through(), nowMs));
        }
    }

    /** Delivers what is in order now. */
    List<Effect> drain(Incoming incoming, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        for (Fragment part = incoming.poll(); part != null; part = incoming.poll()) {
            incoming.parts()
                    .take(part)
                    .whole()
                    .ifPresent(whole -> deliver(
                                    incoming,
                                    new Effect.Deliver(
                                            incoming.owner(), whole.id(), whole.text(), incoming.isByMulticast()))
                            .forEach(effects::add));
        }
        lookForGap(incoming, nowMs);
        return effects;
    }

    private List<Effect> deliver(Incoming incoming, Effect.Deliver message) {
        incoming.settle();
        boolean isNew = isNew(incoming.owner(), message.id());
        Effect kept = keep(incoming, isNew ? Optional.of(message.id()) : Optional.empty());
        Effect forgotten = new Effect.ForgetBelow(incoming.stream(), incoming.through() + 1);
        return isNew ? List.of(kept, message, forgotten) : List.of(kept, forgotten);
    }

    /** Who has left says nothing twice: its program would have had to be started anew. */
    private boolean isNew(UserName sender, MessageId id) {
        Theirs theirs = members.get(sender);
        return theirs == null || theirs.isNew(id);
    }

    private static Effect keep(Incoming incoming, Optional<MessageId> id) {
        return new Effect.Keep(
                new Change.Delivered(incoming.owner(), incoming.stream(), incoming.through(), incoming.missed(), id));
    }

    private static void lookForGap(Incoming incoming, long nowMs) {
        if (incoming.isMissingSome()) {
            incoming.repair().missing(incoming.firstMissing(), nowMs);
        } else {
            incoming.repair().close();
        }
    }

    /** Gives up what is missing up to the next datagram that is here, visibly, and goes on. */
    private List<Effect> giveUp(Incoming incoming, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        long given = incoming.giveUp();
        incoming.parts().interrupt();
        incoming.settle();
        effects.add(keep(incoming, Optional.empty()));
        effects.add(new Effect.Missed(incoming.owner(), given));
        effects.addAll(drain(incoming, nowMs));
        return effects;
    }

    /** What was announced is looked for where it is missing. */
    void announced(Incoming incoming, long last, long nowMs) {
        incoming.announced(last);
        lookForGap(incoming, nowMs);
    }

    /** Another member has asked the group for these. */
    void askedByOther(List<Nak.Range> ranges, long nowMs) {
        streams().stream()
                .filter(incoming -> incoming.isMissingSome() && incoming.isCoveredBy(ranges))
                .forEach(incoming -> incoming.repair().suppress(nowMs));
    }

    /** A holder has answered or could not. */
    void repaired(UserName holder, boolean something, long nowMs) {
        streams().forEach(incoming -> incoming.repair().answered(holder, something, nowMs));
    }

    void repairFailed(UserName holder, long nowMs) {
        streams().forEach(incoming -> incoming.repair().failed(holder, nowMs));
    }

    /**
     * What time brings: the group's repairs asked for go to {@code ranges}, the rest are effects.
     *
     * @param present who can be asked
     */
    List<Effect> tick(Predicate<UserName> present, List<Nak.Range> ranges, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        members.values()
                .forEach(theirs -> theirs.stream().ifPresent(incoming -> {
                    incoming.believe(nowMs);
                    lookForGap(incoming, nowMs);
                    effects.addAll(step(incoming, present, false, ranges, nowMs));
                }));
        for (Lingering last : List.copyOf(lingering)) {
            last.incoming().believe(nowMs);
            lookForGap(last.incoming(), nowMs);
            effects.addAll(step(last.incoming(), present, true, ranges, nowMs));
            if (nowMs >= last.untilMs()) {
                lingering.remove(last);
                effects.addAll(close(last.incoming(), nowMs));
            }
        }
        return effects;
    }

    /** Asks for keys that are wanted, where their owners are there. */
    List<Effect> askKeys(Predicate<UserName> present, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        members.forEach((owner, theirs) -> {
            if (theirs.keyWish().isDue(nowMs) && present.test(owner)) {
                theirs.wantedStream()
                        .ifPresent(stream -> effects.add(new Effect.AskKey(owner, stream, theirs.throughOf(stream))));
            }
        });
        return effects;
    }

    /** A member who had left says something new: its last words of before are waited for no longer. */
    List<Effect> endLingering(UserName owner, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        for (Lingering last : List.copyOf(lingering)) {
            if (last.incoming().owner().equals(owner)) {
                lingering.remove(last);
                effects.addAll(close(last.incoming(), nowMs));
            }
        }
        return effects;
    }

    /** Nothing more will come of the stream: what is missing stays so. */
    List<Effect> close(Incoming incoming, long nowMs) {
        List<Effect> effects = new ArrayList<>();
        while (incoming.isMissingSome()) {
            effects.addAll(giveUp(incoming, nowMs));
        }
        effects.add(new Effect.Forget(incoming.stream()));
        return effects;
    }

    private List<Effect> step(
            Incoming incoming, Predicate<UserName> present, boolean ownerLeft, List<Nak.Range> ranges, long nowMs) {
        List<UserName> holders = holders(incoming, present, ownerLeft);
        boolean group = !ownerLeft && present.test(incoming.owner());
        return switch (incoming.repair().step(group, holders, nowMs)) {
            case WAIT -> List.of();
            case ASK_GROUP -> {
                ranges.addAll(incoming.missing(Nak.MAX_RANGES));
                yield List.of();
            }
            case ASK_HOLDER ->
                List.of(new Effect.AskRepair(
                        incoming.repair().asked().orElseThrow(),
                        incoming.missing(1).get(0)));
            case GIVE_UP -> giveUp(incoming, nowMs);
        };
    }

    private List<UserName> holders(Incoming incoming, Predicate<UserName> present, boolean ownerLeft) {
        List<UserName> holders =
                new ArrayList<>(incoming.holders().stream().filter(present).toList());
        if (!holders.isEmpty()) {
            Collections.rotate(holders, random.nextInt(holders.size()));
        }
        if (!ownerLeft && present.test(incoming.owner())) {
            holders.add(0, incoming.owner());
        }
        return holders;
    }

    /** Whether a datagram of that number would be taken; what is not should not even be opened. */
    boolean wants(long stream, long sequence) {
        Optional<Incoming> known = stream(stream);
        return known.isEmpty() || known.get().wants(sequence, waiting() < Bounds.AHEAD_DATAGRAMS);
    }

    private int waiting() {
        return streams().stream().mapToInt(Incoming::waiting).sum();
    }

    /** Who has left, and whose last words are still waited for. */
    Set<UserName> departed() {
        return lingering.stream().map(last -> last.incoming().owner()).collect(Collectors.toUnmodifiableSet());
    }

    /** When there is something to do; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        long due = Long.MAX_VALUE;
        for (Theirs theirs : members.values()) {
            due = Math.min(due, theirs.keyWish().dueMs());
        }
        for (Incoming incoming : streams()) {
            due = Math.min(due, Math.min(incoming.repair().dueMs(), incoming.beliefDueMs()));
        }
        for (Lingering last : lingering) {
            due = Math.min(due, last.untilMs());
        }
        return due;
    }
}
