package org.hobnob.peer.file;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.file.FetchOutcome;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that are being fetched. Confined to one context. */
final class Fetches {
    private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);
    private static final long LATEST = 0;

    private final FileParts parts;
    private final UserName self;
    private final Transfers transfers;
    private final RoomHandOuts handOuts;
    /** Those whose connection is there. */
    private final Map<MessageId, Fetching> running = new HashMap<>();
    /** All, also those whose connection is being made. */
    private final Map<MessageId, Future<Fetching.Result>> begun = new HashMap<>();

    private boolean stopped;

    Fetches(FileParts parts, UserName self, Transfers transfers, RoomHandOuts handOuts) {
        this.handOuts = handOuts;
        this.parts = parts;
        this.self = self;
        this.transfers = transfers;
    }

    /** Fetches a file, after its hand-out if there is one, or goes on where it was; never fails. */
    Future<Fetching.Result> begin(Offer offer) {
        Future<Fetching.Result> fetched = handOuts.receive(offer)
                .compose(handedOut -> opened(offer))
                .compose(part ->
                        connected(offer).compose(socket -> over(offer, part, socket), cause -> closed(part, cause)))
                .recover(cause -> Future.succeededFuture(Fetching.Result.of(outcome(offer, cause))));
        begun.put(offer.id(), fetched);
        return fetched.onComplete(done -> {
            begun.remove(offer.id(), fetched);
            running.remove(offer.id());
            transfers.over(offer);
        });
    }

    private Future<PartFile> opened(Offer offer) {
        return handOuts.isAccepted(offer)
                ? parts.vertx().executeBlocking(() -> PartFile.open(Path.of(offer.place()), offer.id()), false)
                : Future.failedFuture(new NotReachedException(new IllegalStateException("given up meanwhile")));
    }

    private static FetchOutcome outcome(Offer offer, Throwable cause) {
        LOG.debug("{} cannot be fetched from {} now: {}", offer.id(), offer.peer(), cause.toString());
        return cause instanceof IOException && !(cause instanceof NotReachedException)
                ? FetchOutcome.UNWRITABLE
                : FetchOutcome.CUT;
    }

    /** Thrown where there is no connection. */
    private static final class NotReachedException extends IOException {
        private static final long serialVersionUID = 1;

        NotReachedException(Throwable cause) {
            super(cause);
        }
    }

    private Future<Fetching.Result> closed(PartFile part, Throwable cause) {
        return parts.vertx()
                .executeBlocking(
                        () -> {
                            part.close();
                            return null;
                        },
                        false)
                .eventually(Future::succeededFuture)
                .compose(done -> Future.failedFuture(new NotReachedException(cause)));
    }

    private Future<NetSocket> connected(Offer offer) {
        return parts.contacts()
                .find(offer.peer(), LATEST)
                .compose(contact -> parts.keys()
                        .isVerified(contact)
                        .compose(known -> parts.client()
                                .connect(offer.port(), contact.ip())
                                .compose(socket -> proven(contact, socket))));
    }

    private static Future<NetSocket> proven(Contact contact, NetSocket socket) {
        socket.pause();
        if (contact.key().isPresent() && PeerTls.provenKey(socket).equals(contact.key())) {
            return Future.succeededFuture(socket);
        }
        socket.close();
        return Future.failedFuture(new RefusalException(Reason.WRONG_KEY));
    }

    private Future<Fetching.Result> over(Offer offer, PartFile part, NetSocket socket) {
        Fetching fetching =
                new Fetching(parts.vertx(), offer, part, parts.nowMs(), bytes -> transfers.at(offer, bytes));
        running.put(offer.id(), fetching);
        Future<Fetching.Result> result = fetching.over(socket, self);
        if (stopped || !handOuts.isAccepted(offer)) {
            // Given up while the part was checked or the connection made.
            fetching.stop();
        }
        return result;
    }

    /** Ends a fetch; what has come is kept. */
    void stop(MessageId id) {
        Fetching fetching = running.get(id);
        if (fetching != null) {
            fetching.stop();
        }
    }

    /** Removes what has come of a file, once nothing writes it any more. */
    void remove(Offer offer) {
        begun.getOrDefault(offer.id(), Future.succeededFuture())
                .eventually(() -> parts.vertx()
                        .executeBlocking(
                                () -> {
                                    PartFile.remove(Path.of(offer.place()));
                                    return null;
                                },
                                false))
                .onFailure(cause -> LOG.warn("what came of {} stays there: {}", offer.place(), cause.toString()));
    }

    /** Ends the fetches to which nothing has come for too long. */
    void sweep() {
        List.copyOf(running.values()).stream().filter(Fetching::isStalled).forEach(Fetching::stop);
    }

    /** Ends all, and succeeds when what has come is written. */
    Future<Void> stopAll() {
        stopped = true;
        List.copyOf(running.values()).forEach(Fetching::stop);
        return Future.join(List.copyOf(begun.values())).mapEmpty();
    }
}
