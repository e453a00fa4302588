package org.hobnob.peer.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.hobnob.durable.DurableEffects;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.sealed.SealedRoom;

/** Carries out what the engine of one room wants: sockets, lines, memory, timer. Not thread-safe. */
final class RoomEffectRunner {
    private static final long ANSWER_MS = 4_000;
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * What it works with.
     *
     * @param askRoster lets the registry be asked who is in the room, and where
     * @param port the room's port in the group
     */
    record Parts(
            Vertx vertx,
            RoomSockets sockets,
            RoomExchange exchange,
            RoomJournal.Log memory,
            RoomListener listener,
            Runnable askRoster,
            LongSupplier nowMs,
            int port) {}

    private final RoomName room;
    private final UserName self;
    private final SealedRoom engine;
    private final Parts parts;
    private final PendingMessages sayings;
    private final DurableEffects<RoomEffect> effects;
    private final Set<Future<Void>> showing = new HashSet<>();
    private long timer;
    private long timerDueMs = NEVER;
    private boolean begun;
    private boolean closed;

    RoomEffectRunner(RoomName room, UserName self, SealedRoom engine, Parts parts) {
        this.room = room;
        this.self = self;
        this.engine = engine;
        this.parts = parts;
        sayings =
                new PendingMessages(parts.vertx(), progress -> parts.listener().progress(room, progress));
        Context context = parts.vertx().getOrCreateContext();
        effects = new DurableEffects<>(
                task -> context.runOnContext(go -> task.run()), parts.memory(), this::carryOut, this::end);
    }

    private long nowMs() {
        return parts.nowMs().getAsLong();
    }

    void roster(RoomMembers seat) {
        if (!begun) {
            begun = true;
            parts.memory().unshown().forEach(line -> show(line, true));
        }
        carryOut(engine.roster(seat.state().version(), seat.sealers(), nowMs()));
    }

    void greet() {
        engine.greet(nowMs());
        wakeInTime();
    }

    void leave() {
        carryOut(engine.leave(nowMs()));
    }

    /** Succeeds with whether all who are there have all that was said, when what is on its way has gone out. */
    Future<Boolean> isSettled() {
        return effects.carriedOut().transform(done -> Future.succeededFuture(closed || engine.isSettled()));
    }

    /** Says something; succeeds within a moment, from when it is kept, with how far it has come. */
    Future<RoomEffect.Progress> say(MessageId id, ChatText text) {
        if (closed) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        Future<RoomEffect.Progress> answer = sayings.follow(id);
        carryOut(engine.say(id, text, nowMs()));
        return answer;
    }

    /** Takes a datagram that came from the group. */
    void receive(byte[] datagram) {
        carryOut(engine.datagram(datagram, true, nowMs()));
    }

    /** Who is no member, as far as is known, spoke of this room over its line. */
    void strangerSpoke() {
        engine.strangerSpoke(nowMs());
        wakeInTime();
    }

    /** The reply to what a member's peer says over its line; what it gives away, or confirms, is durable then. */
    Future<PeerReply> answer(UserName sender, PeerMessage message) {
        PeerReply reply = answered(sender, message);
        return effects.carriedOut().map(reply);
    }

    private PeerReply answered(UserName sender, PeerMessage message) {
        if (message instanceof PeerMessage.DirectBroadcast broadcast) {
            broadcast.datagrams().forEach(datagram -> carryOut(engine.datagram(datagram.bytes(), false, nowMs())));
            return new PeerReply.BroadcastTaken(sender);
        }
        if (message instanceof PeerMessage.GiveRoomKeys give) {
            carryOut(engine.keys(sender, give.keys(), false, nowMs()));
            return new PeerReply.RoomKeysTaken(true);
        }
        if (message instanceof PeerMessage.AskRoomKeys ask) {
            return new PeerReply.RoomKeysAnswer(engine.keysFor(sender, ask.stream(), ask.through()));
        }
        PeerMessage.AskRoomRepair ask = (PeerMessage.AskRoomRepair) message;
        return Nak.Range.of(ask.stream(), ask.from(), ask.to())
                .<PeerReply>map(range -> new PeerReply.RoomRepair(engine.repair(sender, range).stream()
                        .map(RoomDatagram::of)
                        .toList()))
                .orElse(new PeerReply.RoomRepairRefused());
    }

    private void carryOut(List<RoomEffect> answer) {
        if (!closed) {
            effects.add(answer);
            wakeInTime();
        }
    }

    private void carryOut(RoomEffect effect) {
        if (effect instanceof RoomEffect.Send send) {
            parts.sockets().send(parts.port(), send.datagram());
            push(send.overLines(), List.of(send.datagram()));
        } else if (effect instanceof RoomEffect.Push push) {
            push(List.of(push.member()), push.datagrams());
        } else if (UnshownLines.isShown(effect)) {
            show(effect, false);
        } else if (effect instanceof RoomEffect.Progress progress) {
            sayings.progress(progress);
        } else if (effect instanceof RoomEffect.Reach reach) {
            parts.listener().reach(room, reach);
        } else if (effect instanceof RoomEffect.GiveKey give) {
            engine.keysFor(give).ifPresent(keys -> ask(give.member(), new PeerMessage.GiveRoomKeys(self, room, keys)));
        } else if (effect instanceof RoomEffect.AskKey ask) {
            askKey(ask);
        } else if (effect instanceof RoomEffect.AskRepair ask) {
            askRepair(ask);
        } else if (effect instanceof RoomEffect.AskRoster) {
            parts.askRoster().run();
        }
    }

    private void show(RoomEffect effect, boolean again) {
        Future<Void> shown = effect instanceof RoomEffect.Missed missed
                ? parts.listener().missed(room, missed)
                : parts.listener().line(room, (RoomEffect.Deliver) effect, again);
        showing.add(shown);
        shown.onComplete(done -> {
            showing.remove(shown);
            if (done.succeeded()) {
                parts.memory().shown(effect);
            }
        });
    }

    private void push(Collection<UserName> members, List<byte[]> datagrams) {
        for (int from = 0; from < datagrams.size(); from += RoomLines.MAX_DATAGRAMS) {
            List<RoomDatagram> some =
                    datagrams.subList(from, Math.min(datagrams.size(), from + RoomLines.MAX_DATAGRAMS)).stream()
                            .map(RoomDatagram::of)
                            .toList();
            members.forEach(member -> ask(member, new PeerMessage.DirectBroadcast(self, room, some)));
        }
    }

    private void askKey(RoomEffect.AskKey ask) {
        ask(ask.owner(), new PeerMessage.AskRoomKeys(self, room, ask.stream(), ask.through()))
                .onSuccess(reply -> {
                    if (reply instanceof PeerReply.RoomKeysAnswer answer) {
                        answer.keys().ifPresent(keys -> carryOut(engine.keys(ask.owner(), keys, true, nowMs())));
                    }
                });
    }

    private void askRepair(RoomEffect.AskRepair ask) {
        Nak.Range range = ask.range();
        PeerMessage question = new PeerMessage.AskRoomRepair(self, room, range.stream(), range.from(), range.to());
        ask(ask.holder(), question).onComplete(done -> {
            Optional<PeerReply.RoomRepair> repair = done.succeeded() && done.result() instanceof PeerReply.RoomRepair r
                    ? Optional.of(r)
                    : Optional.empty();
            repair.ifPresentOrElse(
                    found -> carryOut(engine.repaired(
                            ask.holder(),
                            found.datagrams().stream().map(RoomDatagram::bytes).toList(),
                            nowMs())),
                    () -> {
                        engine.repairFailed(ask.holder(), nowMs());
                        wakeInTime();
                    });
        });
    }

    private Future<PeerReply> ask(UserName member, PeerMessage message) {
        return parts.exchange().ask(member, message, ANSWER_MS);
    }

    private void wakeInTime() {
        long dueMs = closed ? NEVER : engine.wakeAtMs();
        if (dueMs >= timerDueMs) {
            return;
        }
        parts.vertx().cancelTimer(timer);
        timerDueMs = dueMs;
        timer = parts.vertx().setTimer(Math.max(1, dueMs - nowMs()), due -> {
            // While the disk is at work nothing goes out: what is due is decided when it can be.
            effects.carriedOut().onSuccess(free -> {
                timerDueMs = NEVER;
                if (!closed) {
                    carryOut(engine.tick(nowMs()));
                }
            });
        });
    }

    /** Takes nothing any more; succeeds when what was taken before is sent and shown. */
    Future<Void> close() {
        closed = true;
        parts.vertx().cancelTimer(timer);
        return effects.finish()
                .otherwiseEmpty()
                .compose(done -> Future.join(List.copyOf(showing)).otherwiseEmpty())
                .<Void>mapEmpty()
                .onComplete(done -> end());
    }

    private void end() {
        closed = true;
        parts.vertx().cancelTimer(timer);
        sayings.close();
    }
}
