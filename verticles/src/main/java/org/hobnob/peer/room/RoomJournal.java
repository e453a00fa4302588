package org.hobnob.peer.room;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hobnob.durable.DurableEffects;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.engine.RoomRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rooms must remember across restarts, in the profile's file: per room, a log of changes and the lines that
 * may not have been shown yet.
 */
public final class RoomJournal {
    private static final Logger LOG = LoggerFactory.getLogger(RoomJournal.class);
    private static final String MAP = "rooms";
    private static final int COMPACT_AT_LEAST = 8_192;

    private final StateFile file;
    private final Map<String, byte[]> entries;
    private final String registry;

    /** @param registry identifies the registry, because different registries may have rooms of the same name */
    public RoomJournal(StateFile file, String registry) {
        this.file = file;
        this.registry = registry;
        entries = file.map(MAP);
    }

    /**
     * Opens the log of one room. Blocking.
     *
     * @param kept whether the user's membership has continued since the log was written; otherwise the recorded
     *     state concerns members of the past and a new membership is recorded
     */
    Log of(UserName user, RoomName room, boolean kept) {
        return new Log(registry + ' ' + user.folded() + ' ' + room.folded() + ' ', kept);
    }

    /** The log of one room. */
    final class Log implements DurableEffects.Store<RoomEffect> {
        private final String prefix;
        private final RoomMemory memory;
        private final List<RoomEffect> unshown;
        /** Owned by the file's thread once the constructor has returned. */
        private final RoomRecord record = new RoomRecord();

        private final UnshownLines lines;
        private long next;
        private int count;
        private int compactAt = COMPACT_AT_LEAST;

        private Log(String prefix, boolean kept) {
            this.prefix = prefix;
            // Writes of an earlier membership in this room may still be pending.
            file.commit();
            Map<String, byte[]> old = new TreeMap<>();
            entries.forEach((key, entry) -> {
                if (key.startsWith(prefix)) {
                    old.put(key, entry);
                }
            });
            old.forEach((key, entry) -> RoomChangeJson.parse(new String(entry, StandardCharsets.UTF_8))
                    .ifPresentOrElse(record::apply, () -> tellUnreadable(key)));
            if (!kept) {
                record.apply(new Change.Joined());
            }
            memory = record.memory();
            lines = new UnshownLines(file, prefix);
            unshown = lines.load();
            file.write(() -> rewrite(old.keySet()), () -> {}, failed -> {});
            file.commit();
        }

        private void tellUnreadable(String key) {
            LOG.warn(
                    "the record {} of the profile cannot be read: a message of yours in that room may not reach everybody"
                            + " who lacks it, or one of another's is shown once more; ask who was there",
                    key);
        }

        /** Returns the memory as it was when the log was opened. */
        RoomMemory memory() {
            return memory;
        }

        /**
         * Returns the lines to show first: the program may have been killed before it showed them. Report each with
         * {@link #shown}.
         */
        List<RoomEffect> unshown() {
            return unshown;
        }

        /** Records that a stored line has been shown, so that it is not shown again after a restart. */
        void shown(RoomEffect effect) {
            file.writeSoon(() -> lines.remove(effect), failed -> {});
        }

        @Override
        public boolean isStored(RoomEffect effect) {
            return effect instanceof RoomEffect.Keep;
        }

        /**
         * A {@code Settled} change need not be durable: if it is lost, a message that all members have is sent
         * again with the same id, which costs a few datagrams.
         */
        @Override
        public boolean isAwaited(RoomEffect effect) {
            return !(effect instanceof RoomEffect.Keep keep && keep.change() instanceof Change.Settled);
        }

        @Override
        public boolean mayPrecede(RoomEffect effect) {
            return effect instanceof RoomEffect.Send send && send.mayPrecede();
        }

        @Override
        public void storeSoon(List<RoomEffect> answer, Consumer<IOException> failed) {
            file.writeSoon(() -> answer.forEach(this::apply), failed);
        }

        @Override
        public void store(List<RoomEffect> answer, Runnable durable, Consumer<IOException> failed) {
            file.write(() -> answer.forEach(this::apply), durable, failed);
        }

        private void apply(RoomEffect effect) {
            if (effect instanceof RoomEffect.Keep keep) {
                keep(keep.change());
            } else if (UnshownLines.isShown(effect)) {
                lines.put(effect);
            }
        }

        private void keep(Change change) {
            record.apply(change);
            put(change);
            if (count > compactAt) {
                rewrite(keys());
            }
        }

        private List<String> keys() {
            List<String> keys = new ArrayList<>();
            for (long i = next - count; i < next; i++) {
                keys.add(key(i));
            }
            return keys;
        }

        private void rewrite(Iterable<String> old) {
            old.forEach(entries::remove);
            count = 0;
            record.changes().forEach(this::put);
            compactAt = Math.max(COMPACT_AT_LEAST, 2 * count);
        }

        private void put(Change change) {
            entries.put(key(next), RoomChangeJson.of(change).getBytes(StandardCharsets.UTF_8));
            next++;
            count++;
        }

        private String key(long number) {
            return prefix + HexFormat.of().toHexDigits(number);
        }
    }
}
