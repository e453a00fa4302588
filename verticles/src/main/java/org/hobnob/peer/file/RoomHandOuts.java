package org.hobnob.peer.file;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.peer.handout.HandOutParts;
import org.hobnob.peer.handout.HandOuts;
import org.hobnob.protocol.file.FileEngine;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands files out to rooms, and takes part in others' hand-outs, before anything is fetched. Confined to one context. */
final class RoomHandOuts {
    private static final Logger LOG = LoggerFactory.getLogger(RoomHandOuts.class);
    private static final long LATEST = 0;
    private static final long GROUP_MS = 600_000;

    /** A room's group, and when the registry was asked for it. */
    private record Group(Future<Optional<GroupAddress>> address, long askedMs) {}

    private final FileParts parts;
    private final Bus bus;
    private final FileEngine engine;
    private final HandOuts handOuts;
    private final Map<RoomName, Group> groups = new HashMap<>();
    private final Set<MessageId> tried = new HashSet<>();
    private long ceiling = HandOuts.MOST_BYTES_PER_S;

    RoomHandOuts(FileParts parts, FileEngine engine, UserName self, Transfers transfers, RandomGenerator secureRandom) {
        this.parts = parts;
        this.engine = engine;
        bus = new Bus(parts.vertx());
        InterfaceChoice network = parts.network().choice();
        handOuts = new HandOuts(
                new HandOutParts(parts.vertx(), network, parts.exchange(), secureRandom, parts.nowMs(), self),
                (id, bytes) -> engine.find(id).ifPresent(offer -> transfers.at(offer, bytes)));
    }

    /** Sets the highest rate of what this user hands out from now on, in bytes per second; 0 for no hand-outs. */
    void ceiling(long bytesPerSecond) {
        ceiling = bytesPerSecond;
    }

    /** Returns the reply to a message about hand-outs; empty for another one. */
    Optional<Future<PeerReply>> answer(PeerMessage.OfFile message) {
        Optional<Offer> offer = engine.find(message.id())
                .filter(one ->
                        one.peer().equals(message.sender()) && !one.state().isOver());
        if (message instanceof PeerMessage.AskHandOut) {
            return Optional.of(asked(offer.filter(Offer::own)));
        }
        boolean isOthers = offer.filter(one -> !one.own()).isPresent();
        if (message instanceof PeerMessage.AskHandOutReport question) {
            return Optional.of(
                    isOthers
                            ? handOuts.answer(question)
                            : Future.succeededFuture(new PeerReply.HandOutReported(Optional.empty())));
        }
        if (message instanceof PeerMessage.EndHandOut end) {
            PeerReply reply = isOthers ? handOuts.answer(end) : new PeerReply.HandOutEndHeard(false);
            return Optional.of(Future.succeededFuture(reply));
        }
        return Optional.empty();
    }

    private Future<PeerReply> asked(Optional<Offer> offer) {
        Optional<RoomName> room = offer.flatMap(Offer::room);
        if (room.isEmpty() || !isWorthIt(offer.get())) {
            return Future.succeededFuture(new PeerReply.HandOutAnswer(Optional.empty()));
        }
        Offer own = offer.get();
        HandOuts.Shared file = new HandOuts.Shared(
                room.get().folded(), Path.of(own.place()), own.file().size(), own.modifiedMs());
        return group(room.get()).map(group -> handOuts.asked(own.peer(), own.id(), file, group, ceiling));
    }

    private boolean isWorthIt(Offer offer) {
        return parts.network().multicast() && offer.file().size() >= HandOuts.LEAST_BYTES;
    }

    /** The registry told a room's group, when this user offered a file there. */
    void group(RoomName room, Optional<GroupAddress> group) {
        groups.put(room, new Group(Future.succeededFuture(group), parts.nowMs().getAsLong()));
    }

    private Future<Optional<GroupAddress>> group(RoomName room) {
        long nowMs = parts.nowMs().getAsLong();
        groups.values()
                .removeIf(known ->
                        nowMs - known.askedMs() > GROUP_MS || known.address().failed());
        return groups.computeIfAbsent(room, asked -> new Group(asked(room), nowMs))
                .address()
                .otherwise(Optional.empty());
    }

    private Future<Optional<GroupAddress>> asked(RoomName room) {
        return bus.request(Addresses.PEER_REGISTRY, "members", new JsonObject().put("room", room.shown()))
                .map(json -> Json.optional(json, "group", GroupAddress::of));
    }

    /** Takes part in the hand-out of a file that was accepted, if there is one. Never fails. */
    Future<Void> receive(Offer offer) {
        if (offer.room().isEmpty() || !isWorthIt(offer) || !tried.add(offer.id())) {
            return Future.succeededFuture();
        }
        Path place = Path.of(offer.place());
        return parts.contacts()
                .find(offer.peer(), LATEST)
                .compose(contact -> contact.caps().has(Capabilities.HANDOUT)
                        ? parts.vertx().executeBlocking(() -> PartFile.size(place), false)
                        : Future.succeededFuture(1L))
                .compose(there -> there == 0 && isAccepted(offer) ? receive(offer, place) : Future.succeededFuture())
                .recover(cause -> {
                    LOG.debug("{} is fetched: {}", offer.id(), cause.toString());
                    return Future.succeededFuture();
                });
    }

    /** Returns whether the user still wants it. */
    boolean isAccepted(Offer offer) {
        return engine.find(offer.id())
                .filter(now -> now.state() == OfferState.ACCEPTED)
                .isPresent();
    }

    private Future<Void> receive(Offer offer, Path place) {
        return handOuts.receive(offer.peer(), offer.id(), offer.file().size(), PartFile.part(place))
                .compose(length -> parts.vertx()
                        .executeBlocking(
                                () -> {
                                    PartFile.keep(place, offer.id(), length);
                                    return null;
                                },
                                false));
    }

    void stop(MessageId id) {
        handOuts.stop(id);
    }

    void stopAll() {
        handOuts.stopAll();
    }
}
