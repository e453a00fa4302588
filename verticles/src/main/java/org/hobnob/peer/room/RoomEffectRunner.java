package org.hobnob.peer.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.durable.DurableEffects;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.engine.Bounds;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.member.SealedRoom;
import org.hobnob.protocol.room.seal.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the effects of one room's engine: sends datagrams, uses peer connections, stores changes, sets
 * timers. Not thread-safe.
 */
final class RoomEffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RoomEffectRunner.class);
    /** The most messages that wait until earlier ones are stored. */
    private static final int MOST_UNSAID = 1_024;

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * The collaborators of a runner.
     *
     * @param members the sockets for the sealed datagrams of native members
     * @param log the room's durable memory
     * @param past what was said while members were away
     * @param askRoster asks the registry for the room's members and their contacts
     * @param registry the registry's pin, once it is known
     */
    record Parts(
            Vertx vertx,
            RoomSockets members,
            RoomExchange exchange,
            RoomJournal.Log log,
            RoomPast past,
            RoomListener listener,
            Runnable askRoster,
            Supplier<Optional<Pin>> registry,
            LongSupplier nowMs) {}

    private final RoomName room;
    private final SealedRoom engine;
    private final Parts parts;
    private final PendingMessages pending;
    private final DurableEffects<RoomEffect> effects;
    /** What the user has said while earlier messages were still being stored. */
    private final Deque<Saying> unsaid = new ArrayDeque<>();

    private boolean isSaying;
    private final Set<Future<Void>> showing = new HashSet<>();
    private final ReaderNews readerNews;
    private final RoomQuestions questions;
    private long timer;
    private long timerDueMs = NEVER;
    private boolean begun;
    private boolean closed;

    RoomEffectRunner(RoomName room, UserName self, SealedRoom engine, Parts parts) {
        this.room = room;
        this.engine = engine;
        this.parts = parts;
        pending = new PendingMessages(
                parts.vertx(),
                PendingMessages.ANSWER_MS,
                progress -> parts.listener().progress(room, progress));
        readerNews = new ReaderNews(parts.vertx(), reader -> parts.listener().newReader(room, reader));
        questions = new RoomQuestions(
                room, self, engine, parts.exchange(), parts.nowMs(), this::carryOut, this::wakeInTime);
        engine.recordTo(parts.past()::recorded);
        RoomPast.Awaited awaited = new RoomPast.Awaited() {
            @Override
            public boolean awaits(long stream, long number) {
                return engine.awaits(stream, number);
            }

            @Override
            public void take(byte[] datagram) {
                carryOut(engine.datagram(datagram, Arrival.OVER_LINE, nowMs()));
            }
        };
        parts.past().begin(awaited, parts.log().memory().delivered());
        Context context = parts.vertx().getOrCreateContext();
        effects = new DurableEffects<>(
                task -> context.runOnContext(go -> task.run()), parts.log(), this::carryOut, this::end);
    }

    private long nowMs() {
        return parts.nowMs().getAsLong();
    }

    /** A report of what a member said; empty if it is not kept here. */
    Optional<byte[]> report(UserName speaker, MessageId id, RoomState state) {
        return parts.past().report(speaker, id, state);
    }

    void roster(RoomMembers roomMembers) {
        if (!begun) {
            begun = true;
            parts.log().unshown().forEach(line -> show(line, true));
        }
        readerNews.members(roomMembers.others());
        parts.past().roster(roomMembers);
        carryOut(engine.roster(roomMembers.roster(parts.registry().get()), nowMs()));
        parts.past().readers(engine::isReader);
    }

    /**
     * The console is being told that a user joined, which says as well that the user can read.
     *
     * @param told succeeds when the line has been shown
     */
    void joinTold(UserName user, Future<Void> told) {
        readerNews.joinTold(user, told);
    }

    void greet() {
        engine.greet(nowMs());
        wakeInTime();
    }

    void leave() {
        carryOut(engine.leave(nowMs()));
    }

    /**
     * Waits until pending effects have been carried out. Succeeds with whether all present members have every
     * message.
     */
    Future<Boolean> isSettled() {
        return effects.carriedOut()
                .transform(done -> Future.succeededFuture(closed || unsaid.isEmpty() && engine.isSettled()));
    }

    /**
     * Sends a message. Succeeds with its delivery progress soon after it has been stored; fails with {@code
     * UNAVAILABLE} if the room is closed.
     */
    Future<RoomEffect.Progress> say(Saying saying) {
        if (closed) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        if (unsaid.size() == MOST_UNSAID) {
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN));
        }
        Future<RoomEffect.Progress> answer = pending.follow(saying.id());
        unsaid.add(saying);
        sayWaiting();
        return answer;
    }

    /** Sends what waits, together, unless earlier messages are still being stored. */
    private void sayWaiting() {
        if (isSaying || unsaid.isEmpty()) {
            return;
        }
        isSaying = true;
        sayNext();
        effects.carriedOut().onSuccess(done -> {
            isSaying = false;
            sayWaiting();
        });
    }

    private void sayNext() {
        List<Saying> next = new ArrayList<>();
        while (!unsaid.isEmpty() && next.size() < Bounds.MESSAGES) {
            next.add(unsaid.remove());
        }
        carryOut(engine.say(next, nowMs()));
    }

    /**
     * Handles a datagram that arrived from the multicast group.
     *
     * @param source the address that it came from
     */
    void receive(byte[] datagram, String source) {
        carryOut(engine.datagram(datagram, Arrival.fromGroup(source), nowMs()));
    }

    /** Handles a message for this room, over a peer connection, from a user that is not in our member list. */
    void strangerSpoke() {
        engine.strangerSpoke(nowMs());
        wakeInTime();
    }

    /**
     * Returns the reply to a member's message that arrived over a peer connection. The message is held back until the
     * person was told of the member, and the reply until everything that it discloses or confirms is stored.
     */
    Future<PeerReply> answer(PeerMessage.OfRoom message) {
        return readerNews.told(message.sender()).compose(told -> {
            carryOut(engine.connected(message.sender()));
            PeerReply reply = message.with(new Answers());
            return effects.carriedOut().map(reply);
        });
    }

    /** Passes each kind of message to the engine and makes the reply. */
    private final class Answers implements PeerMessage.Cases<PeerReply> {
        @Override
        public PeerReply broadcast(PeerMessage.DirectBroadcast broadcast) {
            broadcast
                    .datagrams()
                    .forEach(datagram -> carryOut(engine.datagram(datagram.bytes(), Arrival.OVER_LINE, nowMs())));
            return new PeerReply.BroadcastTaken(broadcast.sender());
        }

        @Override
        public PeerReply keysGiven(PeerMessage.GiveRoomKeys give) {
            carryOut(engine.keys(give.sender(), give.keys(), false, nowMs()));
            return new PeerReply.RoomKeysTaken(true);
        }

        @Override
        public PeerReply keysAsked(PeerMessage.AskRoomKeys ask) {
            return new PeerReply.RoomKeysAnswer(engine.keysFor(ask.sender(), ask.stream(), ask.through()));
        }

        @Override
        public PeerReply repairAsked(PeerMessage.AskRoomRepair ask) {
            return Nak.Range.of(ask.stream(), ask.from(), ask.to())
                    .<PeerReply>map(range -> new PeerReply.RoomRepair(engine.repair(ask.sender(), range).stream()
                            .map(RoomDatagram::of)
                            .toList()))
                    .orElseGet(ask::refusal);
        }

        @Override
        public PeerReply historyAsked(PeerMessage.AskRoomHistory ask) {
            return parts.past().answer(ask);
        }

        @Override
        public PeerReply headsAsked(PeerMessage.AskRoomHeads ask) {
            return parts.past().answer(ask);
        }
    }

    private void carryOut(List<RoomEffect> answer) {
        if (!closed) {
            effects.add(answer);
            wakeInTime();
        }
    }

    private void carryOut(RoomEffect effect) {
        if (effect instanceof RoomEffect.Send send) {
            parts.members().send(send.datagram());
            questions.push(send.overLines(), List.of(send.datagram()));
        } else if (effect instanceof RoomEffect.Push push) {
            questions.push(List.of(push.member()), push.datagrams());
        } else if (UnshownLines.isShown(effect)) {
            show(effect, false);
        } else if (effect instanceof RoomEffect.Progress progress) {
            pending.progress(progress);
        } else if (effect instanceof RoomEffect.Reach reach) {
            parts.listener().reach(room, reach);
        } else if (effect instanceof RoomEffect.Connection connection) {
            parts.listener().connection(room, connection);
        } else if (effect instanceof RoomEffect.NewReader reader) {
            readerNews.tell(reader).onSuccess(told -> {
                carryOut(engine.told(reader, nowMs()));
                parts.past().admitted(reader.user(), reader.key(), engine::isReader);
            });
        } else if (effect instanceof RoomEffect.GiveKey give) {
            questions.giveKey(give);
        } else if (effect instanceof RoomEffect.AskKey ask) {
            questions.askKey(ask);
        } else if (effect instanceof RoomEffect.AskRepair ask) {
            questions.askRepair(ask);
        } else if (effect instanceof RoomEffect.AskRoster) {
            parts.askRoster().run();
        } else {
            warn(effect);
        }
    }

    private void warn(RoomEffect effect) {
        if (effect instanceof RoomEffect.DifferentTexts different) {
            LOG.warn(
                    "{} showed different texts in {}, as {} says; the datagrams: {}",
                    different.sender(),
                    room,
                    different.reporter(),
                    different.evidence().stream().map(HexFormat.of()::formatHex).toList());
            parts.listener().differentTexts(room, different);
        } else if (effect instanceof RoomEffect.RosterDiffers differs) {
            parts.listener().rosterDiffers(room, differs);
        } else if (effect instanceof RoomEffect.WeakerSeals weaker) {
            parts.listener().weakerSeals(room, weaker);
        }
    }

    private void show(RoomEffect effect, boolean again) {
        if (effect instanceof RoomEffect.Deliver line && parts.past().wasShown(line.sender(), line.id())) {
            parts.log().shown(effect);
            return;
        }
        Future<Void> shown = effect instanceof RoomEffect.Missed missed
                ? parts.past().isFound(missed).compose(found -> found ? Future.succeededFuture() : tell(effect, again))
                : tell(effect, again);
        showing.add(shown);
        shown.onComplete(done -> {
            showing.remove(shown);
            if (done.succeeded()) {
                if (effect instanceof RoomEffect.Deliver line) {
                    parts.past().wasTold(line.sender(), line.id());
                }
                parts.log().shown(effect);
            }
        });
    }

    private Future<Void> tell(RoomEffect effect, boolean again) {
        if (effect instanceof RoomEffect.Missed missed) {
            return parts.listener().missed(room, missed);
        }
        if (effect instanceof RoomEffect.Unreadable message) {
            return parts.listener().unreadable(room, message, again);
        }
        return parts.listener().line(room, (RoomEffect.Deliver) effect, again);
    }

    private void wakeInTime() {
        long dueMs = closed ? NEVER : engine.wakeAtMs();
        if (dueMs >= timerDueMs) {
            return;
        }
        parts.vertx().cancelTimer(timer);
        timerDueMs = dueMs;
        timer = parts.vertx().setTimer(Math.max(1, dueMs - nowMs()), due -> {
            // Nothing is sent during a disk write, so the engine decides what is due after the write.
            effects.carriedOut().onSuccess(free -> {
                timerDueMs = NEVER;
                if (!closed) {
                    carryOut(engine.tick(nowMs()));
                }
            });
        });
    }

    /** The user forgets what was said here. */
    void forgetPast() {
        parts.past().forget();
    }

    /** Stops accepting input. Succeeds when everything accepted earlier has been sent and shown. */
    Future<Void> close() {
        while (!closed && !unsaid.isEmpty()) {
            sayNext();
        }
        closed = true;
        readerNews.close();
        parts.past().close();
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
        pending.close();
    }
}
