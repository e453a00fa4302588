package org.hobnob.peer.file;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.durable.DurableEffects;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.protocol.file.FileEffect;
import org.hobnob.protocol.file.FileEngine;
import org.hobnob.protocol.file.FileFault;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one user at one registry: runs the engine, and carries out what it wants. Confined to one context. */
final class FileDesk implements FileExchange.Files {
    private static final Logger LOG = LoggerFactory.getLogger(FileDesk.class);
    private static final long ANSWER_MS = 15_000;
    private static final long LATEST = 0;
    private static final Rate OFFERS_OF_ONE = new Rate(32, 5_000);
    private static final int MOST_USERS = 4_096;

    private final FileParts parts;
    private final Bus bus;
    private final FileEngine engine;
    private final OfferStore store;
    private final DurableEffects<FileEffect> effects;
    private final RoomHandOuts handOuts;
    private final Fetches fetches;
    private final Servings servings;
    private final Transfers transfers;
    private final RateLimit<UserName> pace = OFFERS_OF_ONE.limit(MOST_USERS);
    private final long ticker;
    /** Those offers whose sender's key a person has compared. */
    private final Set<MessageId> verified = new HashSet<>();

    private boolean over;

    FileDesk(FileParts parts, UserName self, int port, OfferStore store, List<Offer> stored, RandomGenerator random) {
        this.parts = parts;
        this.store = store;
        bus = new Bus(parts.vertx());
        engine = new FileEngine(self, port, random);
        stored.forEach(engine::restore);
        Context own = parts.vertx().getOrCreateContext();
        effects = new DurableEffects<>(task -> own.runOnContext(now -> task.run()), store, this::perform, this::broken);
        transfers = new Transfers(
                parts.nowMs(),
                id -> engine.findOpen(id).isPresent(),
                json -> bus.send(Addresses.PEER_CONSOLE, "file-progress", json));
        handOuts = new RoomHandOuts(parts, engine, self, transfers, random);
        fetches = new Fetches(parts, self, transfers, handOuts);
        servings = new Servings(parts, engine, transfers, this::run);
        ticker = parts.vertx().setPeriodic(1_000, tick -> tick());
        engine.open().stream()
                .filter(offer -> !offer.own() && offer.state() == OfferState.OFFERED)
                .forEach(offer -> show(offer, Optional.empty()));
    }

    private void tick() {
        run(engine::tick);
        fetches.sweep();
        servings.sweep();
        transfers.tell();
    }

    /** Carries out what a call of the engine returns. */
    interface Call {
        List<FileEffect> at(long nowMs);
    }

    private void run(Call call) {
        if (!over) {
            effects.add(call.at(parts.nowMs().getAsLong()));
        }
    }

    /** What became of a fetch is stored also when it ends because this stops; nothing else follows then. */
    private void keep(List<FileEffect> wanted) {
        effects.add(over ? wanted.stream().filter(store::isStored).toList() : wanted);
    }

    private void broken() {
        LOG.error("what is known of files cannot be written any more; no file is sent or fetched until the next start");
        stop();
    }

    FileEngine engine() {
        return engine;
    }

    RoomHandOuts handOuts() {
        return handOuts;
    }

    Transfers transfers() {
        return transfers;
    }

    Servings servings() {
        return servings;
    }

    /** Carries out the effects, and succeeds when that is done. */
    Future<Void> done(List<FileEffect> wanted) {
        effects.add(wanted);
        return effects.carriedOut();
    }

    private void perform(FileEffect effect) {
        if (effect instanceof FileEffect.Tell tell) {
            tell(tell.message());
        } else if (effect instanceof FileEffect.Fetch fetch) {
            fetches.begin(fetch.offer()).onSuccess(result -> {
                MessageId id = fetch.offer().id();
                result.place().ifPresent(place -> keep(engine.placed(id, place.toString())));
                keep(engine.fetched(id, result.outcome(), parts.nowMs().getAsLong()));
            });
        } else if (effect instanceof FileEffect.Stop stop) {
            handOuts.stop(stop.id());
            fetches.stop(stop.id());
            servings.stop(stop.id());
        } else if (effect instanceof FileEffect.Remove remove) {
            fetches.remove(remove.offer());
        } else if (effect instanceof FileEffect.Show show) {
            show(show.offer(), show.why());
        }
    }

    private void show(Offer offer, Optional<FileFault> why) {
        transfersOver(offer);
        JsonObject json = json(offer);
        why.ifPresent(fault -> json.put("why", fault.word()));
        if (offer.state() == OfferState.OFFERED && !offer.own()) {
            json.put("verified", verified.contains(offer.id()));
        }
        bus.send(Addresses.PEER_CONSOLE, "file", json);
    }

    private void transfersOver(Offer offer) {
        if (offer.state().isOver()) {
            transfers.over(offer);
            verified.remove(offer.id());
        }
    }

    /** Returns an offer as it is now. */
    JsonObject json(Offer offer) {
        JsonObject json = new JsonObject()
                .put("number", offer.number())
                .put("id", offer.id().hex())
                .put("own", offer.own())
                .put("user", offer.peer().shown())
                .put("name", offer.file().name())
                .put("size", offer.file().size())
                .put("state", offer.state().word());
        offer.room().ifPresent(room -> json.put("room", room.shown()));
        return offer.place().isEmpty() ? json : json.put("path", offer.place());
    }

    private void tell(PeerMessage.OfFile message) {
        UserName to = message.recipient();
        parts.contacts()
                .find(to, LATEST)
                .compose(contact -> {
                    if (takesFiles(contact)) {
                        return parts.exchange().ask(to, message, ANSWER_MS).onSuccess(reply -> told(message, reply));
                    }
                    run(nowMs -> engine.takesNoFiles(to));
                    return Future.succeededFuture();
                })
                .onFailure(cause -> {
                    LOG.debug("{} is not told of a file: {}", to, cause.toString());
                    engine.unreached(to, parts.nowMs().getAsLong());
                });
    }

    static boolean takesFiles(Contact contact) {
        return contact.caps().has(Capabilities.FILES);
    }

    private void told(PeerMessage.OfFile message, PeerReply reply) {
        UserName to = message.recipient();
        if (reply instanceof PeerReply.FileOfferAnswered answered) {
            run(nowMs -> engine.answered(to, message.id(), answered.answer(), nowMs));
        } else if (reply instanceof PeerReply.FileEndHeard) {
            run(nowMs -> engine.heard(to, message.id(), nowMs));
        } else {
            engine.unreached(to, parts.nowMs().getAsLong());
        }
    }

    @Override
    public Future<PeerReply> answer(PeerMessage.OfFile message, boolean verified) {
        if (over) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        Optional<Future<PeerReply>> ofHandOut = handOuts.answer(message);
        if (ofHandOut.isPresent()) {
            return ofHandOut.get();
        }
        if (message instanceof PeerMessage.EndFile end) {
            return done(engine.ended(end)).map(new PeerReply.FileEndHeard(true));
        }
        PeerMessage.OfferFile offer = (PeerMessage.OfferFile) message;
        boolean known = engine.find(offer.id()).isPresent();
        if (!known && pace.tryTake(offer.sender(), System.nanoTime()) > 0) {
            return Future.succeededFuture(new PeerReply.FileOfferAnswered(offer.id(), FileAnswer.FULL));
        }
        FileEngine.Answered answered = engine.offered(offer);
        if (verified && answered.answer() == FileAnswer.TAKEN) {
            this.verified.add(offer.id());
        }
        return done(answered.effects()).map(new PeerReply.FileOfferAnswered(offer.id(), answered.answer()));
    }

    @Override
    public void seen(UserName user) {
        run(nowMs -> engine.seen(user, nowMs));
    }

    /** The user accepts an offer; fails with {@link Downloads.NoPlaceException}. */
    Future<Offer> accept(Offer offer, String folder) {
        return parts.vertx()
                .executeBlocking(() -> Downloads.place(offer, folder), false)
                .compose(place -> accept(offer, place))
                .map(done -> engine.find(offer.id()).orElse(offer));
    }

    /** Meanwhile the offer may have been withdrawn, or accepted with another place: then what was reserved goes. */
    private Future<Void> accept(Offer offer, Path place) {
        Future<Void> accepted =
                done(engine.accept(offer.id(), place.toString(), parts.nowMs().getAsLong()));
        Optional<Offer> now = engine.find(offer.id()).filter(one -> !one.state().isOver());
        boolean isUsed = now.filter(one -> one.place().equals(place.toString())).isPresent();
        boolean isReserved = !offer.place().equals(place.toString());
        return isUsed
                ? accepted
                : parts.vertx().executeBlocking(() -> {
                    if (isReserved) {
                        PartFile.remove(place);
                    }
                    if (now.isEmpty()) {
                        throw new Downloads.NoPlaceException("no-offer");
                    }
                    return null;
                });
    }

    /** The user refuses, cancels or withdraws an offer. */
    Future<Void> drop(Offer offer) {
        return done(engine.drop(offer.id(), parts.nowMs().getAsLong()));
    }

    /** Offers a file to a user. */
    Offer send(UserName user, OwnFile file, Optional<RoomName> room) {
        FileEngine.Sent sent = engine.send(user, file.head(), file.place(), file.modifiedMs(), room);
        effects.add(sent.effects());
        run(engine::tick);
        return sent.offer();
    }

    /** Succeeds when what was done so far is durable. */
    Future<Void> kept() {
        return effects.carriedOut();
    }

    /** Closes all connections; what has come is kept. */
    Future<Void> stop() {
        if (over) {
            return Future.succeededFuture();
        }
        over = true;
        parts.vertx().cancelTimer(ticker);
        servings.stopAll();
        handOuts.stopAll();
        return fetches.stopAll().eventually(effects::finish);
    }
}
