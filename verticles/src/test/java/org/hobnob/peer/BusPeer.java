package org.hobnob.peer;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.testing.Await;

/** One peer in a Vert.x of its own, on loopback, driven over its bus; its console is recorded. */
final class BusPeer {
    private static final long PATIENCE_MS = 70_000;

    private final Vertx vertx = Vertx.vertx();
    private final TestProfile profile;
    private final AtomicInteger lost = new AtomicInteger();
    private final RecordingConsole console = new RecordingConsole();
    private final String name;
    private final PeerValues values = PeerValues.defaults();

    private final UnaryOperator<PeerSettings> where;

    private BusPeer(String name, TestProfile profile) {
        this(name, profile, UnaryOperator.identity());
    }

    private BusPeer(String name, TestProfile profile, UnaryOperator<PeerSettings> where) {
        this.name = name;
        this.profile = profile;
        this.where = where;
    }

    /** As {@link #online(String, int)}, on another machine than its user's (SPEC 2.7). */
    static BusPeer hosted(String name, int registryPort) {
        BusPeer made = new BusPeer(name, new TestProfile(), PeerSettings::hosted);
        BusPeer peer = connected(made, registryPort, Optional.empty(), DirectChatVerticle.Bounds.DEFAULT);
        peer.ask(Addresses.PEER_REGISTRY, "register", peer.account());
        peer.login();
        return peer;
    }

    /** Connects, trusts the key that it is shown, signs up and logs in. */
    static BusPeer online(String name, int registryPort) {
        return online(name, registryPort, DirectChatVerticle.Bounds.DEFAULT);
    }

    static BusPeer online(String name, int registryPort, DirectChatVerticle.Bounds bounds) {
        BusPeer peer = connected(name, registryPort, bounds);
        peer.ask(Addresses.PEER_REGISTRY, "register", peer.account());
        peer.login();
        return peer;
    }

    static BusPeer connected(String name, int registryPort, DirectChatVerticle.Bounds bounds) {
        return connected(new BusPeer(name, new TestProfile()), registryPort, Optional.empty(), bounds);
    }

    /** Connects, knowing the registry's key from before. */
    static BusPeer knowing(String name, int registryPort, Pin pin) {
        return connected(
                new BusPeer(name, new TestProfile()),
                registryPort,
                Optional.of(pin),
                DirectChatVerticle.Bounds.DEFAULT);
    }

    private static BusPeer connected(
            BusPeer peer, int registryPort, Optional<Pin> known, DirectChatVerticle.Bounds bounds) {
        PeerSettings settings = new PeerSettings(
                new PeerSettings.Registries(List.of(new HostPort("127.0.0.1", registryPort)), known),
                TlsEngine.AUTO,
                PeerSettings.Network.on(Interfaces.loopback()),
                peer.profile.profile(),
                peer.values);
        Await.await(Peer.start(peer.vertx, peer.where.apply(settings), peer.console, bounds)
                .compose(started -> started.connect().compose(seen -> started.trust(seen.pin()))));
        return peer;
    }

    /** Ends the program and leaves the profile; without a word to the registry where it is not logged out. */
    void quit() {
        Await.await(vertx.close());
    }

    /** The same user's program, started again with the same profile, and logged in. */
    BusPeer again(int registryPort) {
        BusPeer peer = connectedAgain(registryPort);
        peer.login();
        return peer;
    }

    /** The same user's program, started again with the same profile. */
    BusPeer connectedAgain(int registryPort) {
        return connected(new BusPeer(name, profile), registryPort, Optional.empty(), DirectChatVerticle.Bounds.DEFAULT);
    }

    /** What its user changes by {@code /set}. */
    PeerValues values() {
        return values;
    }

    JsonObject account() {
        return new JsonObject()
                .put("user", name)
                .put("password", PasswordHash.ofPassword("secret").hex())
                .put("old", true);
    }

    JsonObject login() {
        return ask(Addresses.PEER_REGISTRY, "login", account());
    }

    /** Asks and waits for the answer. */
    JsonObject ask(String address, String action, JsonObject body) {
        return Await.await(asking(address, action, body));
    }

    /** Asks; the answer may come later. */
    io.vertx.core.Future<JsonObject> asking(String address, String action, JsonObject body) {
        return new Bus(vertx).request(address, action, body, PATIENCE_MS);
    }

    /** From now on one of the program's own questions to its link with the registry gets no answer: the one after so many. */
    void loses(String action, int after) {
        loses(Addresses.PEER_REGISTRY, action, after);
    }

    /** The next notice about a room does not come. */
    void losesNotice() {
        loses(Addresses.PEER_ROOM_NEWS, "notice", 0);
    }

    private void loses(String address, String action, int after) {
        AtomicInteger asked = new AtomicInteger();
        vertx.eventBus().addOutboundInterceptor(delivery -> {
            boolean isOfThem = delivery.message().address().equals(address)
                    && action.equals(delivery.message().headers().get(Bus.ACTION));
            if (isOfThem && asked.getAndIncrement() == after) {
                lost.incrementAndGet();
            } else {
                delivery.next();
            }
        });
    }

    /** Counts from now on how often its verticles ask the link to the registry for this. */
    AtomicInteger counting(String action) {
        AtomicInteger asked = new AtomicInteger();
        vertx.eventBus().addOutboundInterceptor(delivery -> {
            if (delivery.message().address().equals(Addresses.PEER_REGISTRY)
                    && action.equals(delivery.message().headers().get(Bus.ACTION))) {
                asked.incrementAndGet();
            }
            delivery.next();
        });
        return asked;
    }

    /** From now on the registry seems to name this as the group of every room; null for a registry that knows no groups. */
    void isToldGroup(String group) {
        vertx.eventBus().<Object>addInboundInterceptor(delivery -> {
            if (delivery.body() instanceof JsonObject json && json.containsKey("group")) {
                json.put("group", group);
            }
            delivery.next();
        });
    }

    /** How much has got lost of what was to be. */
    int lost() {
        return lost.get();
    }

    /** Asks; the reason for which it is refused. */
    Reason refusal(String address, String action, JsonObject body) {
        try {
            throw new AssertionError("not refused: " + ask(address, action, body));
        } catch (RefusalException refusal) {
            return refusal.reason();
        }
    }

    /** Tells one of the peer's verticles something. */
    void news(String address, String action, JsonObject body) {
        new Bus(vertx).send(address, action, body);
    }

    static JsonObject user(String user) {
        return new JsonObject().put("user", user);
    }

    static JsonObject room(String room) {
        return new JsonObject().put("room", room);
    }

    JsonObject create(String room) {
        return ask(Addresses.PEER_ROOM, "create", room(room).put("title", ""));
    }

    JsonObject createOpen(String room) {
        return ask(Addresses.PEER_ROOM, "create", room(room).put("title", "").put("kind", "open"));
    }

    JsonObject join(String room) {
        return ask(Addresses.PEER_ROOM, "join", room(room));
    }

    JsonObject say(String room, String text) {
        return ask(Addresses.PEER_ROOM, "say", room(room).put("text", text));
    }

    /** Says something and waits, also beyond the answer, until all of Hobnob's members have it; how it stands then. */
    JsonObject sayToAll(String room, String text) {
        return whenAllHave(say(room, text));
    }

    /** @param said the answer to what was said */
    JsonObject whenAllHave(JsonObject said) {
        return said.getJsonArray("missing").isEmpty()
                ? said
                : console.see("room-progress", "id", said.getString("id"), "missing", "[]");
    }

    JsonObject message(String user, String text) {
        return ask(Addresses.PEER_CHAT, "message", user(user).put("text", text));
    }

    JsonObject contactOf(String user) {
        return ask(Addresses.PEER_REGISTRY, "contact", user(user));
    }

    long counted(String what) {
        return ask(Addresses.PEER_CHAT, "counts", new JsonObject()).getLong(what);
    }

    static List<String> names(JsonArray array) {
        return array.stream().map(Object::toString).sorted().toList();
    }

    Identity identity() {
        return profile.profile().identity();
    }

    Path profileFolder() {
        return profile.profile().folder();
    }

    RecordingConsole console() {
        return console;
    }

    void stop() {
        Await.await(vertx.close());
        profile.delete();
    }
}
