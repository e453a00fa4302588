package org.hobnob.peer.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.durable.DurableEffects;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.file.FileEffect;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one user's offers at one registry in the profile's state file (SPEC 13). */
final class OfferStore implements DurableEffects.Store<FileEffect> {
    private static final Logger LOG = LoggerFactory.getLogger(OfferStore.class);
    private static final String MAP = "files";

    private final StateFile state;
    private final String prefix;

    OfferStore(StateFile state, Pin registry, UserName self) {
        this.state = state;
        prefix = registry + " " + self.folded() + " ";
    }

    /** Returns what is stored; a record that cannot be read is passed over. */
    List<Offer> load() {
        Map<String, byte[]> map = state.map(MAP);
        return map.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .flatMap(entry -> OfferRecords.parse(new String(entry.getValue(), StandardCharsets.UTF_8))
                        .or(() -> {
                            LOG.warn("the record {} of a file cannot be read: its offer is forgotten", entry.getKey());
                            return Optional.empty();
                        })
                        .stream())
                .toList();
    }

    @Override
    public boolean isStored(FileEffect effect) {
        return effect instanceof FileEffect.Store || effect instanceof FileEffect.Forget;
    }

    @Override
    public boolean isAwaited(FileEffect effect) {
        return effect instanceof FileEffect.Store;
    }

    @Override
    public void store(List<FileEffect> answer, Runnable durable, Consumer<IOException> failed) {
        state.write(() -> answer.forEach(this::apply), durable, failed);
    }

    @Override
    public void storeSoon(List<FileEffect> answer, Consumer<IOException> failed) {
        state.writeSoon(() -> answer.forEach(this::apply), failed);
    }

    private void apply(FileEffect effect) {
        if (effect instanceof FileEffect.Store store) {
            String text = OfferRecords.print(store.offer());
            state.map(MAP).put(key(store.offer().id()), text.getBytes(StandardCharsets.UTF_8));
        } else if (effect instanceof FileEffect.Forget forget) {
            state.map(MAP).remove(key(forget.id()));
        }
    }

    private String key(MessageId id) {
        return prefix + id.hex();
    }
}
