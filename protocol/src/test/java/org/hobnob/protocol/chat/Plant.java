package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;

/**
 * A fault to plant around an engine of which nothing is changed.
 *
 * @param recalled what a starting program finds, of what was stored
 * @param effects makes, at each start of a program, what it carries out of what its engine asks for
 */
record Plant(UnaryOperator<List<Stored>> recalled, Supplier<UnaryOperator<List<ChatEffect>>> effects) {
    static final Plant NONE = new Plant(UnaryOperator.identity(), UnaryOperator::identity);

    static Plant effects(UnaryOperator<List<ChatEffect>> changed) {
        return new Plant(UnaryOperator.identity(), () -> changed);
    }

    /** What was taken is forgotten with the program. */
    static Plant forgetsWhatWasTaken() {
        return new Plant(
                stored -> stored.stream()
                        .filter(record -> !(record instanceof Stored.Incoming))
                        .toList(),
                UnaryOperator::identity);
    }

    /** Effects of that type are carried out before anything is durable. */
    static Plant hasty(Class<? extends ChatEffect> type) {
        return effects(asked -> {
            List<ChatEffect> changed = new ArrayList<>(asked);
            changed.removeIf(type::isInstance);
            changed.addAll(0, asked.stream().filter(type::isInstance).toList());
            return changed;
        });
    }

    /** A message that is sent again is numbered and named as a new one. */
    static Plant resendsAsNew() {
        return new Plant(UnaryOperator.identity(), () -> {
            Set<MessageId> sent = new HashSet<>();
            return asked -> asked.stream()
                    .map(effect -> effect instanceof ChatEffect.Send send
                                    && !sent.add(send.message().id())
                            ? new ChatEffect.Send(send.line(), asNew(send.message(), sent.size()))
                            : effect)
                    .toList();
        });
    }

    private static DirectMessage asNew(DirectMessage message, int salt) {
        String hex = message.id().hex();
        return new DirectMessage(
                message.sender(),
                message.recipient(),
                new MessageId(hex.substring(1) + hex.charAt(0)),
                new LogPlace(new LogId("%016x".formatted(salt)), 1, 1),
                message.body());
    }
}
