package org.hobnob.peer.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.mailbox.keeper.KeeperEffect;
import org.hobnob.protocol.mailbox.keeper.KeptRecord;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one user keeps for friends, in the profile's file (SPEC 13). */
final class KeptState {
    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);
    private static final String MAP = "kept";

    private final StateFile file;
    private final Map<String, byte[]> map;
    private final String prefix;

    KeptState(StateFile file, Pin registry, UserName user) {
        this.file = file;
        map = file.map(MAP);
        prefix = registry + " " + user.folded() + " ";
    }

    /** Reads all records, in no particular order. Blocking. */
    List<KeptRecord> load() {
        List<KeptRecord> records = new ArrayList<>();
        map.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                Optional<KeptRecord> record = KeptRecords.parse(new String(text, StandardCharsets.UTF_8));
                record.ifPresentOrElse(
                        records::add,
                        () -> LOG.warn(
                                "the record {} of the profile cannot be read: a friend's letter that was kept here is lost,"
                                        + " and waits at its sender's",
                                key));
            }
        });
        return records;
    }

    /** @param durable called on another thread, or {@code failed} is */
    void write(List<KeeperEffect> effects, Runnable durable, Consumer<IOException> failed) {
        file.write(() -> effects.forEach(this::apply), durable, failed);
    }

    private void apply(KeeperEffect effect) {
        if (effect instanceof KeeperEffect.Keep keep) {
            map.put(
                    prefix + keep.stored().key(),
                    KeptRecords.print(keep.stored()).getBytes(StandardCharsets.UTF_8));
        } else if (effect instanceof KeeperEffect.Drop drop) {
            map.remove(prefix + drop.key());
        }
    }
}
