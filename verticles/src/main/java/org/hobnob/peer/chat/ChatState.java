package org.hobnob.peer.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.durable.DurableEffects;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.mailbox.MailState;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.chat.ChatEffect;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The durable records of one user's direct messages, in the profile's file (SPEC 13). */
final class ChatState implements DurableEffects.Store<ChatEffect> {
    private static final Logger LOG = LoggerFactory.getLogger(ChatState.class);
    private static final String MAP = "chat";

    private final StateFile file;
    private final Map<String, byte[]> map;
    private final String prefix;
    private final MailState mail;

    /** @param registry identifies the registry, because different registries may have users of the same name */
    ChatState(StateFile file, Pin registry, UserName user) {
        this.file = file;
        map = file.map(MAP);
        prefix = registry + " " + user.folded() + " ";
        mail = new MailState(file, registry, user);
    }

    /** Returns what is stored of the user's mail. */
    MailState mail() {
        return mail;
    }

    /** Reads all records, in no particular order. Blocking. */
    List<Stored> load() {
        // Writes of the user's earlier login may still be pending.
        file.commit();
        List<Stored> records = new ArrayList<>();
        map.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                Optional<Stored> record = ChatRecords.parse(new String(text, StandardCharsets.UTF_8));
                record.ifPresentOrElse(
                        records::add,
                        () -> LOG.warn(
                                "the record {} of the profile cannot be read: a message that waits to be sent is not, or one is shown"
                                        + " once more; ask whom it names",
                                key));
            }
        });
        return records;
    }

    @Override
    public boolean isStored(ChatEffect effect) {
        return effect instanceof ChatEffect.Keep
                || effect instanceof ChatEffect.Drop
                || effect instanceof ChatEffect.KeepMail;
    }

    /**
     * Dropping an unshown message need not be durable: if that is lost, the message is shown again as "perhaps
     * shown before".
     */
    @Override
    public boolean isAwaited(ChatEffect effect) {
        return !(effect instanceof ChatEffect.Drop drop && Stored.Unshown.isKey(drop.key()));
    }

    @Override
    public void storeSoon(List<ChatEffect> effects, Consumer<IOException> failed) {
        file.writeSoon(() -> effects.forEach(this::apply), failed);
    }

    @Override
    public void store(List<ChatEffect> effects, Runnable durable, Consumer<IOException> failed) {
        file.write(() -> effects.forEach(this::apply), durable, failed);
    }

    private void apply(ChatEffect effect) {
        if (effect instanceof ChatEffect.Keep keep) {
            map.put(
                    prefix + keep.stored().key(),
                    ChatRecords.print(keep.stored()).getBytes(StandardCharsets.UTF_8));
        } else if (effect instanceof ChatEffect.KeepMail keep) {
            mail.keep(keep.stored());
        } else if (effect instanceof ChatEffect.Drop drop) {
            map.remove(prefix + drop.key());
        }
    }
}
