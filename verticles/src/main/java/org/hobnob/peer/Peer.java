package org.hobnob.peer;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.contact.ContactKeysVerticle;
import org.hobnob.peer.contact.DiskNews;
import org.hobnob.peer.file.FileVerticle;
import org.hobnob.peer.history.HistoryVerticle;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.peer.link.RegistryLinkVerticle;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.room.JoinedRooms;
import org.hobnob.peer.room.MulticastRoomVerticle;
import org.hobnob.peer.room.RoomArchives;
import org.hobnob.peer.room.RoomJournal;
import org.hobnob.peer.room.SealedRooms;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.room.history.RoomArchive;

/** One peer: deploys its verticles in order. */
public final class Peer {
    /** What this program can do beyond the first state of version 1 (SPEC 2.7). */
    private static final Capabilities CAPABILITIES = Capabilities.of(List.of(
            Capabilities.BODY,
            Capabilities.FILES,
            Capabilities.HANDOUT,
            Capabilities.HISTORY,
            Capabilities.ROOM2,
            Capabilities.VERIFY2));

    /** What it can do where it runs on a machine whose files are not its user's. */
    private static final Capabilities HOSTED_CAPABILITIES =
            Capabilities.of(List.of(Capabilities.BODY, Capabilities.HOSTED, Capabilities.ROOM2, Capabilities.VERIFY2));

    private final Vertx vertx;

    private Peer(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Deploys a peer's verticles; does not connect yet.
     *
     * @param console serves {@code peer.console}
     */
    public static Future<Peer> start(Vertx vertx, PeerSettings settings, VerticleBase console) {
        return start(vertx, settings, console, DirectChatVerticle.Bounds.DEFAULT);
    }

    /**
     * As {@link #start(Vertx, PeerSettings, VerticleBase)}, with a history of what is said.
     *
     * @param values say whether it is kept, and how much of it, and what other peers may take of this one
     */
    public static Future<Peer> start(Vertx vertx, PeerSettings settings, VerticleBase console, PeerValues values) {
        return vertx.deployVerticle(
                        new HistoryVerticle(settings.profile(), values, Clock.systemDefaultZone()), offTheLoop())
                .compose(done -> start(
                        vertx,
                        settings.with(values),
                        console,
                        DirectChatVerticle.Bounds.of(values),
                        () -> values.isOn(PeerKey.HISTORY)));
    }

    static Future<Peer> start(
            Vertx vertx, PeerSettings settings, VerticleBase console, DirectChatVerticle.Bounds bounds) {
        return start(vertx, settings, console, bounds, () -> true);
    }

    private static Future<Peer> start(
            Vertx vertx,
            PeerSettings settings,
            VerticleBase console,
            DirectChatVerticle.Bounds bounds,
            BooleanSupplier keepsHistory) {
        return vertx.executeBlocking(() -> registryName(settings))
                .compose(registry -> start(vertx, settings, console, bounds, registry, keepsHistory));
    }

    /** All registries with one key share a name, whichever of them was given at this start. */
    private static String registryName(PeerSettings settings) {
        List<HostPort> same = settings.registries()
                .pin()
                .map(pin -> new KnownRegistries(settings.profile().folder()).of(pin))
                .orElseGet(List::of);
        return (same.isEmpty() ? settings.registries().addresses() : same)
                .get(0)
                .toString();
    }

    private static Future<Peer> start(
            Vertx vertx,
            PeerSettings settings,
            VerticleBase console,
            DirectChatVerticle.Bounds bounds,
            String registry,
            BooleanSupplier keepsHistory) {
        Bus bus = new Bus(vertx);
        return vertx.executeBlocking(
                        () -> StateFile.open(settings.profile().folder(), full -> DiskNews.tell(bus, full)))
                .compose(state -> vertx.executeBlocking(() -> RoomArchives.open(
                                settings.profile().folder(),
                                new SecureRandom(),
                                keepsHistory,
                                () -> bounds(settings.values())))
                        .compose(archives -> start(vertx, settings, console, bounds, registry, state, archives)
                                .onFailure(cause -> archives.close()))
                        .recover(cause -> vertx.executeBlocking(() -> {
                                    state.close();
                                    return null;
                                })
                                .compose(closed -> Future.failedFuture(cause))));
    }

    private static RoomArchive.Bounds bounds(PeerValues values) {
        return new RoomArchive.Bounds(
                (long) values.number(PeerKey.ROOM_HISTORY_MB) << 20,
                TimeUnit.DAYS.toMillis(values.number(PeerKey.ROOM_HISTORY_DAYS)));
    }

    private static Future<Peer> start(
            Vertx vertx,
            PeerSettings settings,
            VerticleBase console,
            DirectChatVerticle.Bounds bounds,
            String registry,
            StateFile state,
            RoomArchives archives) {
        SecureRandom random = new SecureRandom();
        Identity identity = settings.profile().identity();
        PeerTls tls = PeerTls.of(identity, settings.engine(), Instant.now(), random);
        LongSupplier nowMs = () -> System.nanoTime() / 1_000_000;
        RoomExchange exchange = new RoomExchange(vertx);
        FileExchange fileExchange = new FileExchange(vertx);
        DirectChatVerticle chat =
                new DirectChatVerticle(settings, tls, exchange, fileExchange, state, bounds, random, nowMs);
        FileVerticle files = new FileVerticle(settings, tls, fileExchange, state, random, nowMs);
        RoomJournal memories = new RoomJournal(state, registry);
        MulticastRoomVerticle rooms = new MulticastRoomVerticle(
                new JoinedRooms.Parts(settings, exchange, memories, archives, chat::udpPort, random, nowMs),
                new SealedRooms(state));
        RegistryLinkVerticle link = new RegistryLinkVerticle(
                settings,
                () -> new Whereabouts(
                        chat.port(),
                        chat.udpPort(),
                        Optional.of(identity.publicKey()),
                        Optional.of(settings.isHosted() ? HOSTED_CAPABILITIES : CAPABILITIES)),
                random,
                nowMs);
        ContactKeysVerticle keys = new ContactKeysVerticle(settings.profile(), Clock.systemDefaultZone());
        return vertx.deployVerticle(new Closing(state, archives))
                .compose(done -> vertx.deployVerticle(console))
                .compose(done -> vertx.deployVerticle(keys))
                .compose(done -> vertx.deployVerticle(chat))
                .compose(done -> vertx.deployVerticle(rooms, offTheLoop()))
                .compose(done -> settings.isHosted() ? Future.succeededFuture() : vertx.deployVerticle(files))
                .compose(done -> vertx.deployVerticle(link))
                .map(new Peer(vertx));
    }

    /**
     * Rooms run on a worker, because signing, sealing and disk writes take time. They use the worker pool that
     * Vert.x closes last, so that work in progress is not rejected when a peer ends.
     */
    private static DeploymentOptions offTheLoop() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    }

    /** Closes the profile's files together with the peer. */
    private static final class Closing extends VerticleBase {
        private final StateFile state;
        private final RoomArchives archives;

        Closing(StateFile state, RoomArchives archives) {
            this.state = state;
            this.archives = archives;
        }

        @Override
        public Future<?> stop() {
            return vertx.executeBlocking(() -> {
                archives.close();
                state.close();
                return null;
            });
        }
    }

    /**
     * The key that the registry showed.
     *
     * @param mismatch whether it differs from the key in the settings, in which case there is no connection
     * @param at which of the configured registries it is; empty if there is no connection
     */
    public record SeenKey(Pin pin, boolean mismatch, Optional<HostPort> at) {}

    /**
     * Connects to the registry and returns the key that it shows. Nothing secret is sent before {@link #trust},
     * unless the settings contain the key. Fails with {@code UNAVAILABLE} if no registry answers.
     */
    public Future<SeenKey> connect() {
        return new Bus(vertx)
                .request(Addresses.PEER_REGISTRY, "connect", new JsonObject(), Bus.HASH_TIMEOUT_MS)
                .map(json -> new SeenKey(
                        Pin.parse(json.getString("pin")).orElseThrow(),
                        json.getBoolean("mismatch"),
                        Optional.ofNullable(json.getString("registry")).flatMap(HostPort::of)));
    }

    /** Accepts the key shown as the registry's. */
    public Future<Void> trust(Pin pin) {
        return new Bus(vertx)
                .request(Addresses.PEER_REGISTRY, "trust", new JsonObject().put("pin", pin.toString()))
                .mapEmpty();
    }
}
