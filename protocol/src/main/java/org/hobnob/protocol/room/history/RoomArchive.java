package org.hobnob.protocol.room.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.seal.EntryReader;

/**
 * What one member keeps of one room for the others: the newest entries, within bounds of bytes and age (SPEC 15). Answers
 * cost a look into memory and at most {@value RoomLines#MAX_DATAGRAMS} reads. Not thread-safe.
 */
public final class RoomArchive {
    /** What an entry takes in memory besides, roughly, in bytes; counts towards the bound. */
    private static final int SLOT_BYTES = 200;

    private static final int MOST_DROPPED = 1_024;

    /**
     * How much is kept.
     *
     * @param mostBytes of all records
     * @param mostAgeMs older ones go
     */
    public record Bounds(long mostBytes, long mostAgeMs) {
        /** 16 MB and 30 days. */
        public static final Bounds STANDARD = new Bounds(16L << 20, 30L * 86_400_000);
    }

    /**
     * Who asks.
     *
     * @param presences who was there when
     * @param forAllMs for how long after it was said those who came later may be handed what permits that; 0: not at all
     */
    public record Asker(UserName user, PublicKey key, Presences presences, long forAllMs) {
        private boolean mayHave(Slot slot, long nowMs) {
            return slot.isForAll && nowMs - slot.atMs < forAllMs
                    || slot.rosterVersion > 0 && presences.was(user, key, slot.rosterVersion, slot.ordinal);
        }
    }

    private static final class Slot {
        private final long ordinal;
        private final UserName speaker;
        private final long rosterVersion;
        private final boolean isForAll;
        private final long atMs;
        private final String hash;
        private final List<SignedId> ids;
        private final int bytes;

        private Slot(long ordinal, ArchiveRecord record, int bytes) {
            this.ordinal = ordinal;
            speaker = record.speaker();
            rosterVersion = record.rosterVersion();
            isForAll = record.isForAll();
            atMs = record.atMs();
            hash = record.hash().toString();
            ids = signed(record);
            this.bytes = bytes + SLOT_BYTES;
        }
    }

    private static List<SignedId> signed(ArchiveRecord record) {
        PublicKey key = record.entry().key();
        return record.ids().stream().map(id -> new SignedId(key, id)).toList();
    }

    /** Where an entry is. */
    private record Place(long stream, long number) {}

    private final ArchiveStorage storage;
    private final Supplier<Bounds> bounds;
    private final Map<Long, NavigableMap<Long, Slot>> streams = new HashMap<>();
    private final NavigableMap<Long, Place> byOrdinal = new TreeMap<>();
    private final Set<SignedId> ids = new HashSet<>();
    /** The highest number of each stream that was dropped here; what is gone is not fetched again. */
    private final Map<Long, Long> dropped = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_DROPPED;
        }
    };

    private final NavigableMap<Long, ArchiveMark> marks = new TreeMap<>();
    private long bytes;
    private long next = 1;

    /** Reads all records of the storage; what cannot be read is removed. */
    public RoomArchive(ArchiveStorage storage, Bounds bounds) {
        this(storage, () -> bounds);
    }

    /** @param bounds read whenever something is kept */
    public RoomArchive(ArchiveStorage storage, Supplier<Bounds> bounds) {
        this.storage = storage;
        this.bounds = bounds;
        List<Long> broken = new ArrayList<>();
        storage.each((ordinal, record) -> {
            Optional<ArchiveMark> mark = ArchiveMark.read(record);
            mark.ifPresent(one -> index(ordinal, one));
            if (mark.isEmpty()) {
                ArchiveRecord.read(record)
                        .ifPresentOrElse(read -> index(ordinal, read, record.length), () -> broken.add(ordinal));
            }
        });
        broken.forEach(storage::remove);
    }

    private void index(long ordinal, ArchiveMark mark) {
        marks.put(ordinal, mark);
        dropped.merge(mark.stream(), mark.through(), Math::max);
        next = Math.max(next, ordinal + 1);
    }

    /**
     * Drops all that is kept, for good: what was kept of a stream, and what was said before it, is not fetched again.
     *
     * @param nowMs in milliseconds since 1970
     */
    public void forget(long nowMs) {
        byOrdinal.keySet().forEach(storage::remove);
        streams.forEach((stream, slots) -> {
            ArchiveMark mark = new ArchiveMark(stream, slots.lastKey(), nowMs);
            storage.put(next, mark.bytes());
            index(next, mark);
        });
        while (marks.size() > MOST_DROPPED) {
            storage.remove(marks.pollFirstEntry().getKey());
        }
        streams.clear();
        byOrdinal.clear();
        ids.clear();
        bytes = 0;
    }

    /** Returns whether anything was kept here, though the user may have forgotten it. */
    public boolean isUsed() {
        return !byOrdinal.isEmpty() || !marks.isEmpty();
    }

    private void index(long ordinal, ArchiveRecord record, int length) {
        Slot slot = new Slot(ordinal, record, length);
        streams.computeIfAbsent(record.stream(), added -> new TreeMap<>()).put(record.number(), slot);
        byOrdinal.put(ordinal, new Place(record.stream(), record.number()));
        ids.addAll(slot.ids);
        bytes += slot.bytes;
        next = Math.max(next, ordinal + 1);
    }

    /**
     * Keeps what was said, unless it is here already.
     *
     * @param nowMs in milliseconds since 1970
     */
    public void add(EntryReader.Said said, long nowMs) {
        add(ArchiveRecord.of(said, nowMs), nowMs);
    }

    /** Keeps what nobody here knows the key of, so that it is not fetched again; it is handed to nobody. */
    public void addForSelf(EntryReader.Said said, long nowMs) {
        add(ArchiveRecord.of(said, nowMs).forNobody(), nowMs);
    }

    private void add(ArchiveRecord record, long nowMs) {
        if (has(record.stream(), record.number())) {
            return;
        }
        byte[] written = record.bytes();
        storage.put(next, written);
        index(next, record, written.length);
        drop(nowMs);
    }

    /** Returns the lowest ordinal that what is kept from now on can have; ordinals grow. */
    public long nextOrdinal() {
        return next;
    }

    /** Drops what is too old, and the oldest while there is too much. */
    private void drop(long nowMs) {
        while (byOrdinal.size() > 1) {
            Place oldest = byOrdinal.firstEntry().getValue();
            Slot slot = streams.get(oldest.stream()).get(oldest.number());
            if (bytes <= bounds.get().mostBytes()
                    && nowMs - slot.atMs <= bounds.get().mostAgeMs()) {
                return;
            }
            byOrdinal.pollFirstEntry();
            NavigableMap<Long, Slot> stream = streams.get(oldest.stream());
            stream.remove(oldest.number());
            dropped.merge(oldest.stream(), oldest.number(), Math::max);
            if (stream.isEmpty()) {
                streams.remove(oldest.stream());
            }
            slot.ids.forEach(ids::remove);
            bytes -= slot.bytes;
            storage.remove(slot.ordinal);
        }
    }

    /** Whether the number of the stream is kept, or was until it was dropped. */
    public boolean has(long stream, long number) {
        return number <= droppedTo(stream)
                || streams.getOrDefault(stream, new TreeMap<>()).containsKey(number);
    }

    /** Returns the highest number of the stream that was forgotten, or dropped since this program started; 0 if none was. */
    public long droppedTo(long stream) {
        return dropped.getOrDefault(stream, 0L);
    }

    /** Whether what {@link ArchiveStorage} holds was said, or forgotten, too long ago to be kept, or cannot be read. */
    public static boolean isTooOld(byte[] record, Bounds bounds, long nowMs) {
        return ArchiveRecord.read(record)
                .map(ArchiveRecord::atMs)
                .or(() -> ArchiveMark.read(record).map(ArchiveMark::atMs))
                .filter(atMs -> nowMs - atMs <= bounds.mostAgeMs())
                .isEmpty();
    }

    /** Whether it was said too long ago to be kept; a part of a message does not tell. */
    public boolean isTooOld(EntryReader.Said said, long nowMs) {
        return nowMs - ArchiveRecord.of(said, nowMs).atMs() > bounds.get().mostAgeMs();
    }

    /** Whether all that the datagram says may be handed to those who came later; a part of a message does not tell. */
    public static boolean isForAll(EntryReader.Said said) {
        return ArchiveRecord.of(said, 0).isForAll();
    }

    /** Whether the message is kept as a whole. */
    public boolean has(SignedId id) {
        return ids.contains(id);
    }

    /** Returns the entry that has this speaker's message as a whole; empty if none is kept. */
    public Optional<HistoryEntry> entry(UserName speaker, MessageId id) {
        return streams.values().stream()
                .flatMap(stream -> stream.values().stream())
                .filter(slot -> slot.speaker.equals(speaker))
                .filter(slot -> slot.ids.stream().anyMatch(signed -> signed.id().equals(id)))
                .findFirst()
                .flatMap(this::read);
    }

    /** How many entries are kept. */
    public int size() {
        return byOrdinal.size();
    }

    /** Returns the streams of which there is something for the asker, those heard last first. */
    public List<StreamHead> heads(Asker asker, long nowMs) {
        record Head(long ordinal, StreamHead head) {}
        List<Head> heads = new ArrayList<>();
        streams.forEach((stream, slots) -> slots.descendingMap().entrySet().stream()
                .filter(entry -> asker.mayHave(entry.getValue(), nowMs))
                .findFirst()
                .ifPresent(entry -> heads.add(new Head(
                        entry.getValue().ordinal,
                        new StreamHead(entry.getValue().speaker, stream, entry.getKey(), entry.getValue().hash)))));
        return heads.stream()
                .sorted(Comparator.comparingLong(Head::ordinal).reversed())
                .limit(RoomLines.MAX_HEADS)
                .map(Head::head)
                .toList();
    }

    /**
     * Returns the entries of a range that the asker may have, those with the highest numbers, in order.
     *
     * @param from the first number
     * @param to the last number
     */
    public List<HistoryEntry> entries(Asker asker, long stream, long from, long to, long nowMs) {
        List<HistoryEntry> highest = new ArrayList<>();
        NavigableMap<Long, Slot> slots = streams.getOrDefault(stream, new TreeMap<>());
        for (Slot slot : slots.subMap(from, true, to, true).descendingMap().values()) {
            if (highest.size() == RoomLines.MAX_DATAGRAMS) {
                break;
            }
            if (asker.mayHave(slot, nowMs)) {
                read(slot).ifPresent(entry -> highest.add(0, entry));
            }
        }
        return highest;
    }

    private Optional<HistoryEntry> read(Slot slot) {
        return Optional.ofNullable(storage.get(slot.ordinal))
                .flatMap(ArchiveRecord::read)
                .map(ArchiveRecord::entry);
    }
}
