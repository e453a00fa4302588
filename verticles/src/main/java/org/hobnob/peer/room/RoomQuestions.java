package org.hobnob.peer.room;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hobnob.peer.line.NoConnectionException;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.member.SealedRoom;

/** What one room's engine asks of other members and sends them over lines, and their answers (SPEC 8). Not thread-safe. */
final class RoomQuestions {
    private static final long ANSWER_MS = 4_000;

    private final RoomName room;
    private final UserName self;
    private final SealedRoom engine;
    private final RoomExchange exchange;
    private final LongSupplier nowMs;
    private final Consumer<List<RoomEffect>> carryOut;
    private final Runnable wake;

    /**
     * @param carryOut carries out what the engine wants after an answer
     * @param wake called where the engine may want to be woken earlier
     */
    RoomQuestions(
            RoomName room,
            UserName self,
            SealedRoom engine,
            RoomExchange exchange,
            LongSupplier nowMs,
            Consumer<List<RoomEffect>> carryOut,
            Runnable wake) {
        this.room = room;
        this.self = self;
        this.engine = engine;
        this.exchange = exchange;
        this.nowMs = nowMs;
        this.carryOut = carryOut;
        this.wake = wake;
    }

    /** Sends datagrams over lines to members whom multicast does not reach. */
    void push(Collection<UserName> members, List<byte[]> datagrams) {
        for (int from = 0; from < datagrams.size(); from += RoomLines.MAX_DATAGRAMS) {
            List<RoomDatagram> some =
                    datagrams.subList(from, Math.min(datagrams.size(), from + RoomLines.MAX_DATAGRAMS)).stream()
                            .map(RoomDatagram::of)
                            .toList();
            members.forEach(member -> push(member, new PeerMessage.DirectBroadcast(self, room, some)));
        }
    }

    private void push(UserName member, PeerMessage.DirectBroadcast broadcast) {
        ask(member, broadcast).onComplete(done -> {
            if (!(done.result() instanceof PeerReply.BroadcastTaken)) {
                engine.notThere(member, nowMs.getAsLong());
                wake.run();
            }
        });
    }

    /** Gives a member a key of this user's stream. */
    void giveKey(RoomEffect.GiveKey give) {
        engine.keysFor(give).ifPresent(keys -> ask(give.member(), new PeerMessage.GiveRoomKeys(self, room, keys)));
    }

    void askKey(RoomEffect.AskKey ask) {
        ask(ask.owner(), new PeerMessage.AskRoomKeys(self, room, ask.stream(), ask.through()))
                .onSuccess(reply -> {
                    if (reply instanceof PeerReply.RoomKeysAnswer answer) {
                        answer.keys()
                                .ifPresent(keys ->
                                        carryOut.accept(engine.keys(ask.owner(), keys, true, nowMs.getAsLong())));
                    }
                });
    }

    void askRepair(RoomEffect.AskRepair ask) {
        Nak.Range range = ask.range();
        PeerMessage.OfRoom question =
                new PeerMessage.AskRoomRepair(self, room, range.stream(), range.from(), range.to());
        ask(ask.holder(), question).onComplete(done -> {
            Optional<PeerReply.RoomRepair> repair = done.succeeded() && done.result() instanceof PeerReply.RoomRepair r
                    ? Optional.of(r)
                    : Optional.empty();
            repair.ifPresentOrElse(
                    found -> carryOut.accept(engine.repaired(
                            ask,
                            found.datagrams().stream().map(RoomDatagram::bytes).toList(),
                            nowMs.getAsLong())),
                    () -> {
                        engine.repairFailed(ask, nowMs.getAsLong());
                        wake.run();
                    });
        });
    }

    private Future<PeerReply> ask(UserName member, PeerMessage.OfRoom message) {
        return exchange.ask(member, message, ANSWER_MS)
                .onSuccess(reply -> carryOut.accept(engine.connected(member)))
                .onFailure(cause -> {
                    if (cause instanceof NoConnectionException) {
                        carryOut.accept(engine.notConnected(member, nowMs.getAsLong()));
                    }
                });
    }
}
