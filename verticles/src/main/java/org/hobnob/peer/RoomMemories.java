package org.hobnob.peer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.engine.RoomRecord;

/** What rooms must remember over a restart of the program, in the profile's file: a log of changes for each room. */
final class RoomMemories {
    private static final String MAP = "rooms";
    private static final int COMPACT_AT = 8_192;

    private final StateFile file;
    private final Map<String, byte[]> entries;
    private final String registry;

    /** @param registry tells registries apart, whose rooms may bear the same names */
    RoomMemories(StateFile file, String registry) {
        this.file = file;
        this.registry = registry;
        entries = file.map(MAP);
    }

    /** The memory of one room. */
    Log of(UserName user, RoomName room) {
        return new Log(registry + ' ' + user.folded() + ' ' + room.folded() + ' ');
    }

    /** One room's log. Blocking. */
    final class Log {
        private final String prefix;
        private RoomRecord record = new RoomRecord();
        private long next;
        private int count;

        private Log(String prefix) {
            this.prefix = prefix;
            Map<String, byte[]> own = new TreeMap<>();
            entries.forEach((key, entry) -> {
                if (key.startsWith(prefix)) {
                    own.put(key, entry);
                }
            });
            own.values().forEach(entry -> record.apply(RoomChangeJson.read(new String(entry, StandardCharsets.UTF_8))));
            rewrite(own.keySet());
            file.commit();
        }

        /** What was remembered. */
        RoomMemory memory() {
            return record.memory();
        }

        /** Keeps changes; they are durable when this returns. */
        void keep(List<Change> changes) {
            if (changes.isEmpty()) {
                return;
            }
            changes.forEach(change -> {
                record.apply(change);
                put(change);
            });
            if (count > COMPACT_AT) {
                rewrite(keys());
            }
            file.commit();
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
        }

        private void put(Change change) {
            entries.put(key(next), RoomChangeJson.of(change).getBytes(StandardCharsets.UTF_8));
            next++;
            count++;
        }

        private String key(long number) {
            return prefix + String.format("%016x", number);
        }
    }
}
