package org.hobnob.peer.mailbox;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.hobnob.durable.DurableEffects;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.value.UserName;

/** Stores the records of the mail at one keeper beside those of the registry's mailboxes. */
record KeeperState(MailState all, UserName keeper) implements DurableEffects.Store<MailEffect> {
    @Override
    public boolean isStored(MailEffect effect) {
        return all.isStored(effect);
    }

    @Override
    public boolean isAwaited(MailEffect effect) {
        return all.isAwaited(effect);
    }

    @Override
    public void storeSoon(List<MailEffect> effects, Consumer<IOException> failed) {
        all.storeSoon(at(effects), failed);
    }

    @Override
    public void store(List<MailEffect> effects, Runnable durable, Consumer<IOException> failed) {
        all.store(at(effects), durable, failed);
    }

    private List<MailEffect> at(List<MailEffect> effects) {
        return effects.stream().map(this::at).toList();
    }

    private MailEffect at(MailEffect effect) {
        if (effect instanceof MailEffect.Keep keep) {
            return new MailEffect.Keep(new MailRecord.At(keeper, keep.stored()));
        }
        return effect instanceof MailEffect.Drop drop
                ? new MailEffect.Drop(MailRecord.At.keyOf(keeper, drop.key()))
                : effect;
    }
}
