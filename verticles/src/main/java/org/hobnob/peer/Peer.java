package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.net.Pin;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.message.Whereabouts;

/** One peer: its verticles, deployed in order. */
public final class Peer {
    private final Vertx vertx;

    private Peer(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Deploys a peer's verticles; nothing connects yet.
     *
     * @param console serves {@code peer.console}
     */
    public static Future<Peer> start(Vertx vertx, PeerSettings settings, VerticleBase console) {
        return start(vertx, settings, console, IncomingLines.Bounds.DEFAULT);
    }

    static Future<Peer> start(Vertx vertx, PeerSettings settings, VerticleBase console, IncomingLines.Bounds incoming) {
        SecureRandom random = new SecureRandom();
        Identity identity = settings.profile().identity();
        PeerTls tls = PeerTls.of(identity, settings.engine(), Instant.now(), random);
        LongSupplier nowMs = () -> System.nanoTime() / 1_000_000;
        DirectChatVerticle chat = new DirectChatVerticle(settings, tls, incoming, random, nowMs);
        MulticastRoomVerticle rooms = new MulticastRoomVerticle(settings, chat::udpPort, random, nowMs);
        RegistryLinkVerticle link = new RegistryLinkVerticle(
                settings,
                () -> new Whereabouts(chat.port(), chat.udpPort(), Optional.of(identity.publicKey())),
                random,
                nowMs);
        ContactKeysVerticle keys = new ContactKeysVerticle(settings.profile(), Clock.systemDefaultZone());
        return vertx.deployVerticle(console)
                .compose(done -> vertx.deployVerticle(keys))
                .compose(done -> vertx.deployVerticle(chat))
                .compose(done -> vertx.deployVerticle(rooms))
                .compose(done -> vertx.deployVerticle(link))
                .map(new Peer(vertx));
    }

    /**
     * The registry's key as it showed it.
     *
     * @param mismatch whether it is another than the one that the settings named; there is no connection then
     */
    public record SeenKey(Pin pin, boolean mismatch) {}

    /**
     * Connects to the registry and tells the key that it shows. Nothing secret is sent before {@link #trust}, unless the
     * settings named the key. Fails as unavailable where there is no registry.
     */
    public Future<SeenKey> connect() {
        return new Bus(vertx)
                .request(Addresses.PEER_REGISTRY, "connect", new JsonObject(), Bus.HASH_TIMEOUT_MS)
                .map(json -> new SeenKey(Pin.parse(json.getString("pin")).orElseThrow(), json.getBoolean("mismatch")));
    }

    /** Takes the key seen for the registry's. */
    public Future<Void> trust(Pin pin) {
        return new Bus(vertx)
                .request(Addresses.PEER_REGISTRY, "trust", new JsonObject().put("pin", pin.toString()))
                .mapEmpty();
    }
}
