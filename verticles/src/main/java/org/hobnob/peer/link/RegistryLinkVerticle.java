package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.peer.contact.ContactBook;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the other verticles and the person ask of the registry (BUS.md 6.1). The line itself is {@link ReconnectingLogin}'s
 * affair; here are the questions, the cache of contacts, and the news passed on.
 */
public final class RegistryLinkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryLinkVerticle.class);

    private final PeerSettings settings;
    private final Supplier<Whereabouts> whereabouts;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private ReconnectingLogin session;
    private ContactBook contacts;
    private Bus bus;

    /**
     * @param whereabouts what others are told at login; asked when it is needed
     * @param nowMs a clock that only goes forward, in milliseconds
     */
    public RegistryLinkVerticle(
            PeerSettings settings, Supplier<Whereabouts> whereabouts, RandomGenerator random, LongSupplier nowMs) {
        this.settings = settings;
        this.whereabouts = whereabouts;
        this.random = random;
        this.nowMs = nowMs;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        session = new ReconnectingLogin(vertx, settings, whereabouts, random, new ReconnectingLogin.Listener() {
            @Override
            public void online(UserName user, String ip) {
                tellAll(
                        "online",
                        new JsonObject()
                                .put("user", user.shown())
                                .put("ip", ip)
                                .put("pin", session.pin().map(Pin::toString).orElse(null)));
            }

            @Override
            public void offline() {
                tellAll("offline", new JsonObject());
            }

            @Override
            public void state(String state, String detail, long retryMs) {
                bus.send(
                        Addresses.PEER_CONSOLE,
                        "state",
                        new JsonObject()
                                .put("state", state)
                                .put("detail", detail)
                                .put("retryMs", retryMs));
            }

            @Override
            public void moved(HostPort from, HostPort to, boolean gone) {
                bus.send(
                        Addresses.PEER_CONSOLE,
                        "state",
                        new JsonObject()
                                .put("state", "resumed")
                                .put("detail", gone ? "gone" : "closing")
                                .put("retryMs", 0)
                                .put("from", from.toString())
                                .put("registry", to.toString()));
            }

            @Override
            public void heard(NativeLine line) {
                hear(line);
            }
        });
        contacts = new ContactBook(
                user -> session.ask(new Request.SearchUser(user))
                        .map(RegistryReplies::toJson)
                        .map(Json::contact),
                nowMs);
        return bus.serve(Addresses.PEER_REGISTRY, actions());
    }

    private Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        Map<String, Function<JsonObject, Future<JsonObject>>> actions = new HashMap<>(Map.of(
                "connect",
                json -> connect(),
                "trust",
                json -> session.trust(Json.required(json, "pin", Pin::parse)).map(new JsonObject()),
                "register",
                this::register,
                "login",
                this::login,
                "logout",
                json -> session.logout().map(new JsonObject()),
                "retry",
                json -> session.retryNow().map(trying -> new JsonObject().put("trying", trying)),
                "exit",
                this::exit,
                "contact",
                this::contact));
        RegistryQueries.TABLE.forEach((action, query) -> actions.put(action, json -> call(query.apply(json))));
        return actions;
    }

    @Override
    public Future<?> stop() {
        return session.stop();
    }

    private void tellAll(String action, JsonObject json) {
        bus.send(Addresses.PEER_CONTACTS_NEWS, action, json);
        bus.send(Addresses.PEER_CHAT_NEWS, action, json);
        bus.send(Addresses.PEER_ROOM_NEWS, action, json);
    }

    /** Connects, unless connected, and tells the registry's key; a key that is not the trusted one is told as such. */
    private Future<JsonObject> connect() {
        return session.connect()
                .map(pin -> new JsonObject()
                        .put("pin", pin.toString())
                        .put("mismatch", false)
                        .put("registry", session.at().map(HostPort::toString).orElse(null)))
                .recover(cause -> cause instanceof PinMismatchException mismatch
                        ? Future.succeededFuture(new JsonObject()
                                .put("pin", mismatch.seen().toString())
                                .put("mismatch", true))
                        : Future.failedFuture(cause));
    }

    private Future<JsonObject> register(JsonObject json) {
        return session.register(new Request.Register(Json.user(json), Json.password(json)))
                .map(RegistryReplies::toJson);
    }

    private Future<JsonObject> login(JsonObject json) {
        return session.login(new Request.Login(Json.user(json), Json.password(json), whereabouts.get()))
                .map(user -> new JsonObject()
                        .put("user", user.shown())
                        .put("ip", session.ip().orElse(null)));
    }

    private Future<JsonObject> exit(JsonObject json) {
        return session.user()
                .map(user -> call(new Request.ExitRoom(user, Json.room(json))))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }

    private Future<JsonObject> call(Request request) {
        return session.ask(request).onSuccess(this::note).map(RegistryReplies::toJson);
    }

    private void note(Reply reply) {
        if (reply instanceof Reply.UserFound found) {
            contacts.note(found.contact());
        } else if (reply instanceof Reply.Peers peers) {
            peers.peers().forEach(contacts::note);
        } else if (reply instanceof Reply.RoomPeers peers) {
            peers.members().stream()
                    .map(Member::contact)
                    .flatMap(Optional::stream)
                    .forEach(contacts::note);
        }
    }

    /** Where a user is, from memory where that is young enough or the registry is away. */
    private Future<JsonObject> contact(JsonObject json) {
        Future<Contact> found =
                contacts.find(Json.user(json), Json.number(json, "maxAgeMs", 0), Json.number(json, "absentMs", 0));
        return found.map(Json::of);
    }

    private void hear(NativeLine line) {
        if (NativeNotices.parse(line) instanceof Parsed.Valid<Notice> valid) {
            hear(valid.value());
        }
    }

    private void hear(Notice notice) {
        if (notice instanceof Notice.Probe) {
            session.answerProbe();
        } else if (notice instanceof Notice.SessionEnded ended) {
            session.ended(ended.reason());
        } else if (notice instanceof Notice.Registries known) {
            learn(known.registries());
        } else if (notice instanceof Notice.MoveOn moveOn) {
            session.moveOn(moveOn.withinMs());
        } else {
            bus.send(Addresses.PEER_CHAT_NEWS, "notice", RoomNoticeJson.of(notice));
            bus.send(Addresses.PEER_ROOM_NEWS, "notice", RoomNoticeJson.of(notice));
        }
    }

    /** For the next time as well: the one that is named then may be away. */
    private void learn(List<HostPort> addresses) {
        if (session.learn(addresses) && session.pin().isPresent()) {
            Pin pin = session.pin().get();
            vertx.executeBlocking(() -> {
                        new KnownRegistries(settings.profile().folder()).remember(addresses, pin);
                        return null;
                    })
                    .onFailure(cause -> LOG.warn("the other registries could not be remembered: {}", cause.toString()));
        }
    }
}
