package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.history.HistoryFetch;

/** Asks members of one room for what this user missed, one question after the other (SPEC 15). Not thread-safe. */
final class PastFetch {
    private static final long ANSWER_MS = 4_000;
    private static final long FIRST_ASK_MS = 1_000;
    private static final long AGAIN_MS = 5_000;
    private static final int MOST_TRIES = 4;
    private static final int MOST_HOLDERS = 3;

    private final RoomName room;
    private final UserName self;
    private final RoomPast.Parts parts;
    private final Supplier<Optional<OpenPast>> open;
    private final BiFunction<OpenPast, HistoryFetch, Future<Void>> shower;
    /** The members whom to ask, and how often they were asked in vain. */
    private final Map<UserName, Integer> toAsk = new TreeMap<>();

    private Set<UserName> there = new TreeSet<>();
    private boolean isFetching;
    /** Completes when what is asked for now has been told. */
    private Promise<Void> fetched = Promise.promise();

    private boolean closed;

    /**
     * @param open what is kept; empty until the room's hash is known
     * @param shower shows what was fetched, and keeps it
     */
    PastFetch(
            RoomName room,
            UserName self,
            RoomPast.Parts parts,
            Supplier<Optional<OpenPast>> open,
            BiFunction<OpenPast, HistoryFetch, Future<Void>> shower) {
        this.room = room;
        this.self = self;
        this.parts = parts;
        this.open = open;
        this.shower = shower;
    }

    /** These members can be asked; those who are there anew are. */
    void members(Set<UserName> now) {
        now.stream().filter(user -> !there.contains(user)).forEach(user -> toAsk.put(user, 0));
        toAsk.keySet().retainAll(now);
        there = now;
        later(FIRST_ASK_MS);
    }

    /** Something is missing: some of those who are there are asked once more. */
    void again() {
        if (parts.archives().keeps()) {
            List<UserName> some = new ArrayList<>(there);
            Collections.shuffle(some, new Random(parts.random().nextLong()));
            some.stream().limit(MOST_HOLDERS).forEach(user -> toAsk.putIfAbsent(user, 0));
            later(FIRST_ASK_MS);
        }
    }

    /** Succeeds when nothing more is asked for now. */
    Future<Void> settled() {
        return isFetching ? fetched.future() : Future.succeededFuture();
    }

    void close() {
        closed = true;
        over();
    }

    private void later(long ms) {
        if (!toAsk.isEmpty() && !isFetching && !closed) {
            isFetching = true;
            parts.vertx().setTimer(ms + parts.random().nextLong(ms), due -> fetch());
        }
    }

    private void fetch() {
        List<UserName> holders = new ArrayList<>(toAsk.keySet());
        Collections.shuffle(holders, new Random(parts.random().nextLong()));
        holders = holders.subList(0, Math.min(MOST_HOLDERS, holders.size()));
        if (closed
                || open.get().isEmpty()
                || holders.isEmpty()
                || !parts.archives().keeps()) {
            over();
            return;
        }
        OpenPast past = open.get().orElseThrow();
        HistoryFetch fetch = new HistoryFetch(
                holders,
                past.archive()::has,
                past.archive()::droppedTo,
                past.reader()::read,
                // A program that has nothing yet, as on another machine, gets the last lines, like a newcomer.
                parts.kept() && past.archive().isUsed() ? HistoryFetch.Bounds.STANDARD : HistoryFetch.Bounds.NEWCOMER);
        Map<UserName, Integer> tries = new HashMap<>();
        holders.forEach(holder -> tries.put(holder, toAsk.remove(holder) + 1));
        Promise<Void> asked = Promise.promise();
        step(fetch, asked);
        asked.future()
                .transform(done -> {
                    if (!fetch.isAnswered()) {
                        // Who has just come may not have entered the room yet.
                        tries.forEach((holder, times) -> {
                            if (times < MOST_TRIES && there.contains(holder)) {
                                toAsk.put(holder, times);
                            }
                        });
                    }
                    return shower.apply(past, fetch);
                })
                .onComplete(shown -> {
                    over();
                    later(AGAIN_MS);
                });
    }

    private void over() {
        isFetching = false;
        fetched.complete();
        fetched = Promise.promise();
    }

    /** Asks one question after the other; a chain of futures would nest as deep as there are questions. */
    private void step(HistoryFetch fetch, Promise<Void> asked) {
        HistoryFetch.Step step = fetch.next();
        if (closed || step instanceof HistoryFetch.Step.Done) {
            asked.complete();
            return;
        }
        Future<Void> answered;
        if (step instanceof HistoryFetch.Step.AskHeads ask) {
            answered = ask(ask.holder(), new PeerMessage.AskRoomHeads(self, room))
                    .map(reply -> {
                        fetch.heads(reply.filter(PeerReply.RoomHeads.class::isInstance)
                                .flatMap(found -> ((PeerReply.RoomHeads) found).heads()));
                        return null;
                    });
        } else {
            HistoryFetch.Step.AskEntries ask = (HistoryFetch.Step.AskEntries) step;
            answered = ask(ask.holder(), new PeerMessage.AskRoomHistory(self, room, ask.stream(), ask.from(), ask.to()))
                    .map(reply -> {
                        fetch.entries(reply.filter(PeerReply.RoomHistory.class::isInstance)
                                .flatMap(found -> ((PeerReply.RoomHistory) found).entries()));
                        return null;
                    });
        }
        answered.onSuccess(next -> step(fetch, asked)).onFailure(asked::fail);
    }

    private Future<Optional<PeerReply>> ask(UserName holder, PeerMessage.OfRoom question) {
        return parts.exchange()
                .ask(holder, question, ANSWER_MS)
                .map(Optional::of)
                .otherwise(Optional.empty());
    }
}
