package org.hobnob.peer.file;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** Sends files to other users and fetches what they offer (SPEC 16, BUS.md 6.8). */
public final class FileVerticle extends VerticleBase {
    private static final Set<String> HAS_COME = Set.of("joined", "back");
    private static final int CONNECT_MS = 3_000;
    /** Where files go if nobody says where. */
    private static final String FOLDER = "~/Downloads";

    private final PeerSettings settings;
    private final PeerTls tls;
    private final FileExchange exchange;
    private final StateFile state;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    /** Held here, because Vert.x closes a client that nobody refers to. */
    private NetClient client;

    private FileParts parts;
    private FileDoor door;
    private Sending sending;
    private Optional<FileDesk> desk = Optional.empty();
    private Optional<UserName> self = Optional.empty();
    /** The store of who is online. */
    private Optional<OfferStore> current = Optional.empty();
    /** Succeeds when the desks before have ended. */
    private Future<Void> stopping = Future.succeededFuture();

    /**
     * @param tls this user's certificate, and the checks on those of other peers
     * @param exchange connects files with peer connections
     * @param state keeps offers over restarts
     * @param nowMs a monotonic clock, in milliseconds
     */
    public FileVerticle(
            PeerSettings settings,
            PeerTls tls,
            FileExchange exchange,
            StateFile state,
            RandomGenerator random,
            LongSupplier nowMs) {
        this.settings = settings;
        this.tls = tls;
        this.exchange = exchange;
        this.state = state;
        this.random = random;
        this.nowMs = nowMs;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Contacts contacts =
                new Contacts(bus, settings.network().choice().address().getHostAddress());
        client = vertx.createNetClient(
                tls.clientOptions().setConnectTimeout(CONNECT_MS).setTcpKeepAlive(true));
        parts = new FileParts(vertx, settings.network(), contacts, new KnownKeys(bus), exchange, client, nowMs);
        sending = new Sending(parts, bus);
        door = new FileDoor(vertx, tls, this::asked, nowMs);
        exchange.files(new Files());
        return door.listen(settings.network().choice().address())
                .compose(done -> bus.serve(
                        Addresses.PEER_FILE,
                        Map.of("send", this::send, "list", this::list, "accept", this::accept, "drop", this::drop)))
                .compose(done -> bus.hear(
                        Addresses.PEER_FILE_NEWS,
                        Map.of("online", this::online, "offline", json -> offline(), "notice", this::notice)))
                .map(done -> state.share());
    }

    @Override
    public Future<?> stop() {
        return offline()
                .eventually(door::stop)
                .eventually(client::close)
                .eventually(() -> vertx.executeBlocking(() -> {
                    state.close();
                    return null;
                }));
    }

    /** What other peers say about files. */
    private final class Files implements FileExchange.Files {
        @Override
        public Future<PeerReply> answer(PeerMessage.OfFile message, boolean verified) {
            return desk.map(one -> one.answer(message, verified))
                    .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)));
        }

        @Override
        public void seen(UserName user) {
            desk.ifPresent(one -> one.seen(user));
        }
    }

    private void asked(FetchFile fetch, Optional<PublicKey> key, NetSocket socket) {
        desk.ifPresentOrElse(one -> one.servings().asked(fetch, key, socket), socket::close);
    }

    private void online(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isPresent()) {
            return;
        }
        offline();
        self = Optional.of(user);
        OfferStore store = new OfferStore(state, Json.required(json, "pin", Pin::parse), user);
        current = Optional.of(store);
        // The desk before may still write files, and the store.
        stopping.compose(done -> vertx.executeBlocking(store::load)).onSuccess(stored -> {
            if (current.filter(now -> now == store).isPresent()) {
                desk = Optional.of(new FileDesk(parts, user, door.port(), store, stored, random));
            }
        });
    }

    private Future<Void> offline() {
        self = Optional.empty();
        current = Optional.empty();
        Future<Void> stopped = desk.map(FileDesk::stop).orElseGet(Future::succeededFuture);
        desk = Optional.empty();
        stopping = Future.join(stopping, stopped).otherwiseEmpty().mapEmpty();
        return stopping;
    }

    private void notice(JsonObject json) {
        if (HAS_COME.contains(json.getString("event"))) {
            desk.ifPresent(one -> one.seen(Json.user(json)));
        }
    }

    private FileDesk desk() {
        return desk.orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    private Future<JsonObject> send(JsonObject json) {
        FileDesk own = desk();
        Optional.ofNullable(json.getLong("rate"))
                .ifPresent(rate -> own.handOuts().ceiling(rate * 1_000));
        return sending.send(own, self.orElseThrow(), json);
    }

    private Future<JsonObject> list(JsonObject json) {
        FileDesk own = desk();
        JsonArray files = new JsonArray();
        for (Offer offer : own.engine().open()) {
            JsonObject one = own.json(offer).put("running", own.engine().isRunning(offer));
            own.transfers().of(offer).ifPresent(transfer -> one.mergeIn(transfer.json()));
            files.add(one);
        }
        return Future.succeededFuture(new JsonObject().put("files", files));
    }

    private Future<JsonObject> accept(JsonObject json) {
        FileDesk own = desk();
        Optional<Offer> offer = own.engine().open(Json.integer(json, "number")).filter(one -> !one.own());
        if (offer.isEmpty()) {
            return refused("no-offer");
        }
        if (!own.engine().mayAccept()) {
            return refused("too-many");
        }
        String folder = json.getString("folder", FOLDER);
        return own.accept(offer.get(), folder)
                .map(own::json)
                .recover(cause -> cause instanceof Downloads.NoPlaceException no
                        ? refused(no.why())
                        : Future.failedFuture(cause));
    }

    private Future<JsonObject> drop(JsonObject json) {
        FileDesk own = desk();
        Optional<Offer> offer = own.engine().open(Json.integer(json, "number"));
        return offer.isEmpty() ? refused("no-offer") : own.drop(offer.get()).map(done -> own.json(offer.get()));
    }

    private static Future<JsonObject> refused(String why) {
        return Future.succeededFuture(new JsonObject().put("refused", why));
    }
}
