package org.hobnob.peer.mailbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.durable.DurableEffects;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The durable records of one user's mail, in the profile's file (SPEC 13). */
public final class MailState implements DurableEffects.Store<MailEffect> {
    private static final Logger LOG = LoggerFactory.getLogger(MailState.class);
    private static final String MAP = "mail";

    private final StateFile file;
    private final Map<String, byte[]> map;
    private final String prefix;

    public MailState(StateFile file, Pin registry, UserName user) {
        this.file = file;
        map = file.map(MAP);
        prefix = registry + " " + user.folded() + " ";
    }

    /** Reads all records, in no particular order. Blocking. */
    public List<MailRecord> load() {
        List<MailRecord> records = new ArrayList<>();
        map.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                Optional<MailRecord> record = MailRecords.parse(new String(text, StandardCharsets.UTF_8));
                record.ifPresentOrElse(
                        records::add,
                        () -> LOG.warn(
                                "the record {} of the profile cannot be read: a letter to you may stay unread, or one be"
                                        + " put twice; messages themselves are not lost",
                                key));
            }
        });
        return records;
    }

    /** Writes a record, in whatever commit is being made. */
    public void keep(MailRecord record) {
        map.put(prefix + record.key(), MailRecords.print(record).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the store of what concerns the mailboxes that a friend's peer keeps. */
    DurableEffects.Store<MailEffect> at(UserName keeper) {
        return new KeeperState(this, keeper);
    }

    /** Drops what concerns the mailboxes at a friend's peer. */
    void forget(UserName keeper) {
        String kept = prefix + MailRecord.At.keyOf(keeper, "");
        file.writeSoon(
                () -> List.copyOf(map.keySet()).stream()
                        .filter(key -> key.startsWith(kept))
                        .forEach(map::remove),
                cause -> LOG.warn("what concerns mailboxes at {} stays stored: {}", keeper, cause.getMessage()));
    }

    @Override
    public boolean isStored(MailEffect effect) {
        return effect instanceof MailEffect.Keep || effect instanceof MailEffect.Drop;
    }

    @Override
    public boolean isAwaited(MailEffect effect) {
        return effect instanceof MailEffect.Keep;
    }

    @Override
    public void storeSoon(List<MailEffect> effects, Consumer<IOException> failed) {
        file.writeSoon(() -> effects.forEach(this::apply), failed);
    }

    @Override
    public void store(List<MailEffect> effects, Runnable durable, Consumer<IOException> failed) {
        file.write(() -> effects.forEach(this::apply), durable, failed);
    }

    private void apply(MailEffect effect) {
        if (effect instanceof MailEffect.Keep keep) {
            keep(keep.stored());
        } else if (effect instanceof MailEffect.Drop drop) {
            map.remove(prefix + drop.key());
        }
    }
}
