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
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.chat.ChatEffect;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one user's direct messages have in the profile's file (SPEC 13). */
final class ChatState implements DurableEffects.Store<ChatEffect> {
    private static final Logger LOG = LoggerFactory.getLogger(ChatState.class);
    private static final String MAP = "chat";

    private final StateFile file;
    private final Map<String, byte[]> map;
    private final String prefix;

    /** @param registry tells users of the same name at different registries apart */
    ChatState(StateFile file, Pin registry, UserName user) {
        this.file = file;
        map = file.map(MAP);
        prefix = registry + " " + user.folded() + " ";
    }

    /** The records, in any order. Blocking. */
    List<Stored> load() {
        // An earlier login of the user may have left something on its way.
        file.commit();
        List<Stored> records = new ArrayList<>();
        map.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                Optional<Stored> record = ChatRecords.parse(new String(text, StandardCharsets.UTF_8));
                record.ifPresentOrElse(records::add, () -> LOG.warn("the record {} cannot be read", key));
            }
        });
        return records;
    }

    @Override
    public boolean isStored(ChatEffect effect) {
        return effect instanceof ChatEffect.Keep || effect instanceof ChatEffect.Drop;
    }

    /** To forget after a kill that something was shown costs a line that says "perhaps shown before". */
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
        } else if (effect instanceof ChatEffect.Drop drop) {
            map.remove(prefix + drop.key());
        }
    }
}
