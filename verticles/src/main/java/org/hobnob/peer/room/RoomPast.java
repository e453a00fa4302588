package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.limits.RateLimit;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.history.HistoryFetch;
import org.hobnob.protocol.room.history.PastMessages;
import org.hobnob.protocol.room.history.Presences;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.history.SignedId;
import org.hobnob.protocol.room.seal.EntryReader;
import org.hobnob.protocol.room.seal.SignedReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was said in one room while members were away: keeps it, hands it over, and fetches what this user missed (SPEC 15).
 * Not thread-safe.
 */
final class RoomPast {
    private static final Logger LOG = LoggerFactory.getLogger(RoomPast.class);
    private static final long ANSWER_MS = 4_000;
    private static final long FIRST_ASK_MS = 1_000;
    private static final long AGAIN_MS = 5_000;
    private static final int MOST_TRIES = 4;
    private static final int MOST_HOLDERS = 3;
    private static final int MOST_SHOWN = 4_096;
    private static final int MOST_UNKNOWN = 200;
    private static final int MOST_LOOKED_UP = 10_000;
    private static final long MS_PER_DAY = 86_400_000;
    private static final long NS_PER_MS = 1_000_000;

    /**
     * The collaborators.
     *
     * @param kept whether the user was a member before this program started
     * @param ownKey this user's public key
     * @param registry the registry's pin, once it is known
     */
    record Parts(
            Vertx vertx,
            RoomArchives archives,
            RoomExchange exchange,
            RoomListener listener,
            Supplier<Optional<Pin>> registry,
            boolean kept,
            PublicKey ownKey,
            RandomGenerator random) {}

    /** What needs to know the room's hash. */
    private record Open(String name, RoomArchive archive, Presences presences, EntryReader reader) {}

    private final RoomName room;
    private final UserName self;
    private final Parts parts;
    private Optional<Open> open = Optional.empty();
    private RoomMembers roomMembers;
    private long lastVersion;
    /** The lowest that what is kept can have since the engine heard of the members last. */
    private long ordinalBefore;
    /** The members whom to ask, and how often they were asked in vain. */
    private final Map<UserName, Integer> toAsk = new TreeMap<>();

    private Set<UserName> there = new TreeSet<>();
    private boolean isFetching;
    /** Completes when what is asked for now has been told. */
    private Promise<Void> fetched = Promise.promise();

    private boolean closed;
    private boolean isBroken;
    private final RateLimit<UserName> questions = new RateLimit<>(400, 2 * NS_PER_MS, 1_024);
    /** Messages that were shown from history: the engine may hear them once more, in another stream. */
    private final Set<SignedId> shown = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SignedId, Boolean> eldest) {
            return size() > MOST_SHOWN;
        }
    });

    RoomPast(RoomName room, UserName self, Parts parts) {
        this.room = room;
        this.self = self;
        this.parts = parts;
    }

    /** The members have changed, or are known for the first time. To be called before the engine hears of it. */
    void roster(RoomMembers members) {
        roomMembers = members;
        if (open.isEmpty() && !closed && !isBroken) {
            open = parts.registry()
                    .get()
                    .flatMap(pin -> members.state()
                            .instance()
                            .map(instance -> RoomHash.of(pin.bytes(), instance, room))
                            .flatMap(hash -> open(
                                    pin + " " + self.folded() + " " + room.folded() + " "
                                            + members.state()
                                                    .instance()
                                                    .orElseThrow()
                                                    .hex(),
                                    hash)));
        }
        open.ifPresent(past -> follow(past, members));
    }

    /** A damaged file costs the history, not the room. */
    private Optional<Open> open(String name, RoomHash hash) {
        try {
            return Optional.of(read(name, hash));
        } catch (RuntimeException e) {
            isBroken = true;
            LOG.warn("what is kept of {} cannot be read, so nothing is handed over or fetched there", room, e);
            return Optional.empty();
        }
    }

    private Open read(String name, RoomHash hash) {
        return new Open(
                name,
                new RoomArchive(parts.archives().storage(name), RoomArchive.Bounds.STANDARD),
                parts.archives().presences(name),
                new EntryReader(RoomId.of(room), hash, new Ed25519Verifier()));
    }

    private void follow(Open past, RoomMembers members) {
        ordinalBefore = past.archive().nextOrdinal();
        Set<UserName> now = members.historians();
        now.stream().filter(user -> !there.contains(user)).forEach(user -> toAsk.put(user, 0));
        toAsk.keySet().retainAll(now);
        there = now;
        later(FIRST_ASK_MS);
    }

    /**
     * The engine knows the members: those who may read were there, and what is said is theirs to have.
     *
     * @param isReader whether another member may be given keys
     */
    void readers(Predicate<UserName> isReader) {
        if (open.isEmpty() || roomMembers.state().version() == lastVersion) {
            return;
        }
        roomMembers.exactKeys().ifPresent(keys -> {
            lastVersion = roomMembers.state().version();
            Map<UserName, PublicKey> there = new HashMap<>(keys);
            there.keySet().removeIf(user -> !user.equals(self) && !isReader.test(user));
            open.get().presences().roster(lastVersion, there, ordinalBefore);
            parts.archives().save(open.get().name(), open.get().presences());
        });
    }

    /** The person was told that this member can read from now on. */
    void admitted(UserName user, PublicKey key, Predicate<UserName> isReader) {
        open.filter(past -> lastVersion > 0 && isReader.test(user)).ifPresent(past -> {
            past.presences().admitted(user, key, past.archive().nextOrdinal());
            parts.archives().save(past.name(), past.presences());
        });
    }

    private void later(long ms) {
        if (!toAsk.isEmpty() && !isFetching && !closed) {
            isFetching = true;
            parts.vertx().setTimer(ms + parts.random().nextLong(ms), due -> fetch());
        }
    }

    /** Succeeds, when nothing more is asked for now, with whether all that the engine gave up was found and shown. */
    Future<Boolean> isFound(RoomEffect.Missed missed) {
        return (isFetching ? fetched.future() : Future.<Void>succeededFuture())
                .map(done -> missed.from() > 0
                        && missed.datagrams() <= MOST_LOOKED_UP
                        && open.filter(past -> LongStream.range(missed.from(), missed.from() + missed.datagrams())
                                        .allMatch(number -> past.archive().has(missed.stream(), number)))
                                .isPresent());
    }

    /**
     * Makes a report of what a member said (SPEC 15).
     *
     * @return empty if the message is not kept here as a whole, or the registry gave the room no instance
     */
    Optional<byte[]> report(UserName speaker, MessageId id, RoomState state) {
        return open.flatMap(past -> past.archive().entry(speaker, id))
                .flatMap(entry ->
                        state.instance().flatMap(instance -> SignedReport.of(entry, state.room(), instance, id)));
    }

    /** Keeps what was sealed or opened. */
    void recorded(EntryReader.Said said) {
        if (!parts.archives().keeps() && said.speaker().equals(self)) {
            idsOf(said).forEach(shown::add);
        }
        open.filter(past -> parts.archives().keeps()).ifPresent(past -> {
            idsOf(said).filter(past.archive()::has).forEach(shown::add);
            past.archive().add(said, System.currentTimeMillis());
        });
    }

    private static Stream<SignedId> idsOf(EntryReader.Said said) {
        PublicKey key = said.entry().key();
        if (said.content() instanceof SealedContent.Part part) {
            return Stream.of(new SignedId(key, part.id()));
        }
        return said.content() instanceof SealedContent.Messages several
                ? several.messages().stream().map(message -> new SignedId(key, message.id()))
                : Stream.empty();
    }

    /** Whether this message of the speaker was shown before, by an earlier program or from history. */
    boolean wasShown(UserName speaker, MessageId id) {
        return keyOf(speaker)
                .filter(key -> shown.contains(new SignedId(key, id)))
                .isPresent();
    }

    /** A message of the speaker was shown: it is not shown once more from history, though nothing be kept now. */
    void wasTold(UserName speaker, MessageId id) {
        keyOf(speaker).ifPresent(key -> shown.add(new SignedId(key, id)));
    }

    /** Returns the answer to a member's question. */
    PeerReply answer(PeerMessage.AskRoomHeads ask) {
        return asker(ask.sender())
                .<PeerReply>map(asker -> new PeerReply.RoomHeads(
                        Optional.of(open.orElseThrow().archive().heads(asker, System.currentTimeMillis()))))
                .orElseGet(ask::refusal);
    }

    /** Returns the answer to a member's question. */
    PeerReply answer(PeerMessage.AskRoomHistory ask) {
        return asker(ask.sender())
                .<PeerReply>map(asker -> new PeerReply.RoomHistory(Optional.of(open.orElseThrow()
                        .archive()
                        .entries(asker, ask.stream(), ask.from(), ask.to(), System.currentTimeMillis()))))
                .orElseGet(ask::refusal);
    }

    /** Empty if nothing is handed to the user, or it asks too often. */
    private Optional<RoomArchive.Asker> asker(UserName user) {
        if (open.isEmpty() || !parts.archives().keeps() || questions.tryTake(user, System.nanoTime()) > 0) {
            return Optional.empty();
        }
        long forAllMs = roomMembers.state().settings().history().days() * MS_PER_DAY;
        return roomMembers
                .keyOf(user)
                .map(key -> new RoomArchive.Asker(user, key, open.get().presences(), forAllMs));
    }

    private void fetch() {
        List<UserName> holders = new ArrayList<>(toAsk.keySet());
        Collections.shuffle(holders, new Random(parts.random().nextLong()));
        holders = holders.subList(0, Math.min(MOST_HOLDERS, holders.size()));
        if (closed || open.isEmpty() || holders.isEmpty() || !parts.archives().keeps()) {
            over();
            return;
        }
        Open past = open.get();
        HistoryFetch fetch = new HistoryFetch(
                holders,
                past.archive()::has,
                past.archive()::droppedTo,
                past.reader()::read,
                // A program that has nothing yet, as on another machine, gets the last lines, like a newcomer.
                parts.kept() && past.archive().size() > 0
                        ? HistoryFetch.Bounds.STANDARD
                        : HistoryFetch.Bounds.NEWCOMER);
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
                    return show(past, fetch);
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

    private Future<Void> show(Open past, HistoryFetch fetch) {
        long nowMs = System.currentTimeMillis();
        BiPredicate<Long, Long> has = past.archive()::has;
        List<List<HistoryFetch.Found>> found = bounded(fetch.found().stream()
                .map(stream -> stream.stream()
                        .filter(one -> isForUs(past, one.said()))
                        .filter(one -> !past.archive().isTooOld(one.said(), nowMs))
                        .filter(one -> !isMisnamed(one.said().entry()))
                        .toList())
                .toList());
        List<PastMessages.Past> messages = PastMessages.of(found, has).stream()
                .filter(message -> !past.archive().has(message.signedId()))
                .filter(message -> shown.add(message.signedId()))
                .toList();
        if (!messages.isEmpty()) {
            LOG.info("{} messages that were said in {} before were fetched", messages.size(), room);
        }
        Set<SignedId> refused = new HashSet<>();
        Promise<Void> told = Promise.promise();
        tell(messages.iterator(), refused, told);
        // Kept only when shown, so that neither a crash in between nor a console that refuses loses anything.
        return told.future().onComplete(done -> {
            shown.removeAll(refused);
            found.stream()
                    .flatMap(List::stream)
                    .map(HistoryFetch.Found::said)
                    .filter(said -> idsOf(said).noneMatch(refused::contains))
                    .forEach(said -> keep(past, said));
        });
    }

    private void keep(Open past, EntryReader.Said said) {
        if (isKnown(said.speaker(), said.entry().key())) {
            past.archive().add(said, System.currentTimeMillis());
        } else {
            past.archive().addForSelf(said, System.currentTimeMillis());
        }
    }

    /** Leaves out what is under unknown keys beyond a bound: a holder makes as many as it likes. */
    private List<List<HistoryFetch.Found>> bounded(List<List<HistoryFetch.Found>> found) {
        List<List<HistoryFetch.Found>> bounded = new ArrayList<>();
        int unknown = 0;
        for (List<HistoryFetch.Found> stream : found) {
            Deque<HistoryFetch.Found> newest = new ArrayDeque<>();
            for (int i = stream.size() - 1; i >= 0; i--) {
                HistoryFetch.Found one = stream.get(i);
                boolean isKnown =
                        isKnown(one.said().speaker(), one.said().entry().key());
                unknown += isKnown ? 0 : 1;
                if (isKnown || unknown <= MOST_UNKNOWN) {
                    newest.addFirst(one);
                }
            }
            bounded.add(List.copyOf(newest));
        }
        return bounded;
    }

    /** Whether the holder says that another user said what a member signed; no signature covers the name. */
    private boolean isMisnamed(HistoryEntry entry) {
        return !isKnown(entry.speaker(), entry.key())
                && (entry.key().equals(parts.ownKey()) || roomMembers.isKeyOfOne(entry.key()));
    }

    /** Tells one message after the other; collects those that the console refused. */
    private void tell(Iterator<PastMessages.Past> messages, Set<SignedId> refused, Promise<Void> end) {
        while (messages.hasNext()) {
            PastMessages.Past message = messages.next();
            Future<Void> told = parts.listener()
                    .past(room, message, isKnown(message.speaker(), message.key()))
                    .onFailure(cause -> refused.add(message.signedId()));
            if (!told.isComplete()) {
                told.onComplete(done -> tell(messages, refused, end));
                return;
            }
        }
        end.complete();
    }

    /** What a newcomer may see, its speaker permits; members see what was said while they were members. */
    private boolean isForUs(Open past, EntryReader.Said said) {
        return parts.kept()
                || RoomArchive.isForAll(said)
                || past.presences()
                        .was(self, parts.ownKey(), said.link().roster().version());
    }

    /** Whether the key is the one that is known of the speaker. */
    private boolean isKnown(UserName speaker, PublicKey key) {
        return keyOf(speaker).filter(key::equals).isPresent();
    }

    private Optional<PublicKey> keyOf(UserName user) {
        return user.equals(self)
                ? Optional.of(parts.ownKey())
                : Optional.ofNullable(roomMembers).flatMap(members -> members.keyOf(user));
    }

    void close() {
        closed = true;
        over();
    }
}
