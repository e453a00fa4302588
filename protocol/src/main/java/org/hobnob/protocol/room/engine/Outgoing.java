package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;

/** This member's own stream: numbering, acknowledgements, and the datagrams kept for repairs. */
final class Outgoing {
    private static final long NEVER = Long.MAX_VALUE;

    private final long stream;
    private final Seals seals;
    private final Resends resends = new Resends();
    private final Datagrams kept = new Datagrams(Bounds.KEPT_DATAGRAMS);
    private final TreeMap<Long, List<Followed>> followed = new TreeMap<>();
    private final Map<UserName, Reader> readers = new TreeMap<>();
    private boolean needsKey = true;
    private long chainSinceMs;
    private long chainFrom;
    private long last;
    private long settled;
    private long announceDueMs = NEVER;
    private long announceWaitMs;

    Outgoing(long stream, Seals seals) {
        this.stream = stream;
        this.seals = seals;
    }

    long stream() {
        return stream;
    }

    long last() {
        return last;
    }

    /** Returns the lowest number that can be repaired. */
    long floor() {
        return kept.lowest(last + 1);
    }

    Map<UserName, Reader> readers() {
        return readers;
    }

    /** A member is in the room, online or not. */
    void reader(UserName member, boolean present) {
        readers.computeIfAbsent(member, added -> new Reader(last + 1)).present(present);
    }

    /** A member has left, so the next message is sealed under a new key. */
    List<RoomEffect> left(UserName member) {
        readers.remove(member);
        needsKey = true;
        List<RoomEffect> effects = new ArrayList<>();
        effects.add(new RoomEffect.Keep(new Change.Departed(member)));
        followed.values().stream()
                .flatMap(List::stream)
                .filter(message -> message.left(member))
                .forEach(message -> effects.add(message.progress()));
        effects.addAll(settle());
        return effects;
    }

    /** Sends messages, as many in one datagram as fit if all members read that. */
    List<RoomEffect> say(List<Saying> sayings, long epoch, long nowMs) {
        renewIfDue(epoch, nowMs);
        List<SealedContent> contents = Contents.of(sayings, seals.version());
        Map<MessageId, Long> lastOf = Contents.lastNumbers(contents, last + 1);
        List<RoomEffect> effects = new ArrayList<>();
        Set<UserName> all = Set.copyOf(readers.keySet());
        for (Saying saying : sayings) {
            effects.add(new RoomEffect.Keep(
                    new Change.Said(stream, lastOf.get(saying.id()), saying.id(), saying.body(), all)));
        }
        effects.addAll(giveKeys());
        Set<UserName> overLines = servedOverLines(nowMs);
        for (SealedContent content : contents) {
            last++;
            byte[] datagram = seals.seal(last, content);
            kept.add(last, datagram);
            effects.add(new RoomEffect.Send(datagram, overLines, true));
        }
        readers.values().forEach(reader -> reader.said(last, nowMs));
        for (Saying saying : sayings) {
            effects.add(follow(saying.id(), lastOf.get(saying.id())).progress());
        }
        announceWaitMs = Timing.ANNOUNCE_MS;
        announceDueMs = nowMs + announceWaitMs;
        effects.addAll(settle());
        return effects;
    }

    private Set<UserName> servedOverLines(long nowMs) {
        long stallMs = stallMs();
        return readers.entrySet().stream()
                .filter(entry -> entry.getValue().isServedOverLine(stallMs, nowMs))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Starts a new key chain before the next number if somebody left or the present one has been used enough. */
    private void renewIfDue(long epoch, long nowMs) {
        if (needsKey || nowMs - chainSinceMs >= Timing.CHAIN_MS || last + 1 - chainFrom >= Bounds.CHAIN_NUMBERS) {
            seals.renew(epoch, last + 1);
            needsKey = false;
            chainSinceMs = nowMs;
            chainFrom = last + 1;
            readers.values().forEach(reader -> reader.keyed(false));
        }
    }

    /**
     * Gives this member's keys to a member that gave its own, so that it can tell this member's statuses from
     * forgeries.
     */
    List<RoomEffect> giveKeyBack(UserName member, long epoch, long nowMs) {
        Reader reader = readers.get(member);
        if (reader == null || reader.isKeyed() || !reader.isPresent()) {
            return List.of();
        }
        renewIfDue(epoch, nowMs);
        reader.keyed(true);
        return List.of(new RoomEffect.GiveKey(member, last + 1));
    }

    private List<RoomEffect> giveKeys() {
        List<RoomEffect> effects = new ArrayList<>();
        readers.forEach((member, reader) -> {
            if (reader.isPresent() && !reader.isKeyed()) {
                reader.keyed(true);
                effects.add(new RoomEffect.GiveKey(member, last + 1));
            }
        });
        return effects;
    }

    private Followed follow(MessageId id, long lastOfMessage) {
        Followed message = new Followed(id, lastOfMessage, readers.keySet());
        followed.computeIfAbsent(lastOfMessage, number -> new ArrayList<>()).add(message);
        if (followed.size() > Bounds.FOLLOWED_MESSAGES) {
            followed.pollFirstEntry();
        }
        return message;
    }

    /** Returns whether the member's report tells anything new about this stream. */
    boolean isNews(UserName member, List<RoomStatus.Heard> heard) {
        Reader reader = readers.get(member);
        return heard.stream().anyMatch(entry -> entry.stream() == stream && reader.isNews(entry, last));
    }

    /** A member reports what it has of this stream. */
    List<RoomEffect> heardBy(UserName member, RoomStatus.Heard heard, long nowMs) {
        Reader reader = readers.get(member);
        List<RoomEffect> effects = new ArrayList<>();
        long before = reader.through();
        boolean missedSome = heard.missed() > reader.missed() || heard.missed() == RoomStatus.Heard.MAX_MISSED;
        reader.heard(heard, last, nowMs);
        reader.newsOfReach().ifPresent(reached -> effects.add(new RoomEffect.Reach(member, reached)));
        if (!missedSome && reader.through() > before) {
            followed.subMap(before, false, reader.through(), true).values().stream()
                    .flatMap(List::stream)
                    .filter(message -> message.confirmedBy(member))
                    .forEach(message -> effects.add(message.progress()));
        }
        effects.addAll(settle());
        return effects;
    }

    /** Drops the datagrams that all members have; they need no more repair. */
    private List<RoomEffect> settle() {
        long through =
                readers.values().stream().mapToLong(Reader::through).min().orElse(last);
        kept.forgetBelow(through + 1);
        resends.forgetBelow(floor());
        seals.forgetSent(floor());
        if (through <= settled) {
            return List.of();
        }
        settled = through;
        return List.of(new RoomEffect.Keep(new Change.Settled(stream, settled)));
    }

    /** Returns datagrams for a member that requests them over its connection. */
    List<byte[]> repair(Nak.Range range, int atMost) {
        return kept.of(range, atMost);
    }

    /** Sends the requested datagrams to the group again, except those sent just now or beyond the rate limit. */
    List<RoomEffect> resend(Nak.Range range, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        for (long sequence = Math.max(range.from(), floor()); sequence <= Math.min(range.to(), last); sequence++) {
            if (resends.mayResend(sequence, nowMs)) {
                kept.of(new Nak.Range(stream, sequence, sequence), 1)
                        .forEach(datagram -> effects.add(new RoomEffect.Send(datagram, Set.of(), false)));
            }
        }
        return effects;
    }

    /** Pushes missing datagrams to members that multicast does not reach. */
    List<RoomEffect> push(long nowMs) {
        long stallMs = stallMs();
        List<RoomEffect> effects = new ArrayList<>();
        readers.forEach((member, reader) -> {
            if (reader.through() < last && reader.isPushDue(stallMs, nowMs)) {
                long from = Math.max(reader.through() + 1, floor());
                Nak.Range lacks =
                        new Nak.Range(stream, from, Math.max(from, Math.min(last, from + Bounds.PUSH_DATAGRAMS - 1)));
                effects.add(new RoomEffect.Push(member, kept.of(lacks, Bounds.PUSH_DATAGRAMS)));
            }
        });
        return effects;
    }

    /** Acknowledgements may take long in a room with many members. */
    private long stallMs() {
        return Math.max(Timing.STALL_MS, 3 * Timing.turnMs(readers.size()));
    }

    /** Returns whether all members that are online have everything. */
    boolean isSettled() {
        return readers.values().stream().noneMatch(reader -> reader.isPresent() && reader.through() < last);
    }

    /** Returns whether the last number is to be announced now. */
    boolean isAnnounceDue(long nowMs) {
        return nowMs >= announceDueMs;
    }

    /** The last number has been announced. */
    void announced(long nowMs) {
        if (announceDueMs == NEVER) {
            return;
        }
        announceWaitMs = Math.min(2 * announceWaitMs, Timing.ANNOUNCE_MAX_MS);
        announceDueMs = isSettled() ? NEVER : nowMs + announceWaitMs;
    }

    /** A member is back or new: announce soon if it lacks something. */
    void announceSoon(long nowMs) {
        if (!isSettled()) {
            announceWaitMs = Timing.ANNOUNCE_MS;
            announceDueMs = Math.min(announceDueMs, nowMs + announceWaitMs);
        }
    }

    /** Returns when something is due; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        long stallMs = stallMs();
        long due = announceDueMs;
        for (Reader reader : readers.values()) {
            if (reader.through() < last) {
                due = Math.min(due, reader.dueMs(stallMs));
            }
        }
        return due;
    }
}
