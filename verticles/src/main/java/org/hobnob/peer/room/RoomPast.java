package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.hobnob.protocol.room.history.PastMessages;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.history.SignedId;
import org.hobnob.protocol.room.seal.EntryReader;
import org.hobnob.protocol.room.seal.SignedReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was said in one room while members were away: keeps it and hands it over (SPEC 15). {@link PastFetch} fetches what this
 * user missed, {@link PastNews} shows it. Not thread-safe.
 */
final class RoomPast {
    private static final Logger LOG = LoggerFactory.getLogger(RoomPast.class);
    private static final int MOST_SHOWN = 4_096;
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

    /** What the room's engine still waits for, and takes from history as from any other member who repairs. */
    interface Awaited {
        boolean awaits(long stream, long number);

        void take(byte[] datagram);
    }

    private final RoomName room;
    private final UserName self;
    private final Parts parts;
    private Optional<Awaited> awaited = Optional.empty();
    /** What an earlier program of this user delivered last, of each member. */
    private Map<UserName, Set<MessageId>> delivered = Map.of();

    private Optional<OpenPast> open = Optional.empty();
    private RoomMembers roomMembers;
    private long lastVersion;
    /** The lowest that what is kept can have since the engine heard of the members last. */
    private long ordinalBefore;

    private final PastFetch fetch;
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
        PastNews news = new PastNews(room, self, parts, this);
        fetch = new PastFetch(room, self, parts, () -> open, news::show);
    }

    /**
     * The room's engine has begun.
     *
     * @param remembered the ids of what was delivered before, which a crash may have kept from the archive
     */
    void begin(Awaited engine, Map<UserName, Set<MessageId>> remembered) {
        awaited = Optional.of(engine);
        delivered = Map.copyOf(remembered);
    }

    /** Returns whether the engine has delivered this message before, so that it is not shown from history. */
    boolean wasDelivered(PastMessages.Past message) {
        return delivered.getOrDefault(message.speaker(), Set.of()).contains(message.id());
    }

    /** Leaves to the engine, which shows it in its place, what the engine still waits for. Returns whether it does. */
    boolean leave(EntryReader.Said said) {
        boolean isAwaited = awaited.filter(engine ->
                        engine.awaits(said.header().stream(), said.header().sequence()))
                .isPresent();
        if (isAwaited) {
            awaited.get().take(said.entry().datagram().bytes());
        }
        return isAwaited;
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
    private Optional<OpenPast> open(String name, RoomHash hash) {
        try {
            return Optional.of(read(name, hash));
        } catch (RuntimeException e) {
            isBroken = true;
            LOG.warn("what is kept of {} cannot be read, so nothing is handed over or fetched there", room, e);
            return Optional.empty();
        }
    }

    private OpenPast read(String name, RoomHash hash) {
        return new OpenPast(
                name,
                parts.archives().archive(name),
                parts.archives().presences(name),
                new EntryReader(RoomId.of(room), hash, new Ed25519Verifier()));
    }

    private void follow(OpenPast past, RoomMembers members) {
        ordinalBefore = past.archive().nextOrdinal();
        fetch.members(members.historians());
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

    /** Succeeds, when nothing more is asked for now, with whether all that the engine gave up was found and shown. */
    Future<Boolean> isFound(RoomEffect.Missed missed) {
        if (missed.from() == 0 || missed.datagrams() > MOST_LOOKED_UP) {
            return fetch.settled().map(false);
        }
        return fetch.settled().compose(done -> has(missed) ? Future.succeededFuture(true) : askFor(missed));
    }

    /** What was fetched before may have been left to the engine, which has given it up now. */
    private Future<Boolean> askFor(RoomEffect.Missed missed) {
        fetch.again();
        return fetch.settled().map(done -> has(missed));
    }

    private boolean has(RoomEffect.Missed missed) {
        return open.filter(past -> LongStream.range(missed.from(), missed.from() + missed.datagrams())
                        .allMatch(number -> past.archive().has(missed.stream(), number)))
                .isPresent();
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

    static Stream<SignedId> idsOf(EntryReader.Said said) {
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

    /** Whether the key is the one that is known of the speaker. */
    boolean isKnown(UserName speaker, PublicKey key) {
        return keyOf(speaker).filter(key::equals).isPresent();
    }

    private Optional<PublicKey> keyOf(UserName user) {
        return user.equals(self)
                ? Optional.of(parts.ownKey())
                : Optional.ofNullable(roomMembers).flatMap(members -> members.keyOf(user));
    }

    /** The user forgets what was said here: nothing of it is handed over, shown or fetched any more. */
    void forget() {
        open.ifPresent(past -> past.archive().forget(System.currentTimeMillis()));
    }

    /** The messages that were shown: none of them is shown once more. */
    Set<SignedId> shown() {
        return shown;
    }

    Optional<RoomMembers> members() {
        return Optional.ofNullable(roomMembers);
    }

    void close() {
        closed = true;
        fetch.close();
    }
}
