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
import org.hobnob.peer.contact.Saving;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests that other verticles and the console make of the registry (BUS.md 6.1), caches contacts, and
 * passes on notices. {@link ReconnectingLogin} owns the connection.
 */
public final class RegistryLinkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryLinkVerticle.class);

    private final PeerSettings settings;
    private final Supplier<Whereabouts> whereabouts;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    /** What the user last said in this login. */
    private UserStatus status = UserStatus.HERE;

    private ReconnectingLogin login;
    private StayedLogin stayedLogin;
    private LinkHealth health;
    private ContactBook contacts;
    private Bus bus;
    /** The registries that were told of last, to be stored for the next start. */
    private List<HostPort> told = List.of();

    private Saving saving;

    /**
     * @param whereabouts supplies the addresses that other users are told; called at each login
     * @param nowMs a monotonic clock, in milliseconds
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
        login = new ReconnectingLogin(vertx, settings, whereabouts, random, nowMs, new Reporter());
        health = new LinkHealth(vertx, settings, nowMs);
        stayedLogin = new StayedLogin(vertx, settings.profile().folder());
        saving = Saving.of(vertx, bus, "registries", this::storeRegistries);
        contacts = new ContactBook(
                user -> login.ask(new Request.SearchUser(user))
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
                json -> login.trust(Json.required(json, "pin", Pin::parse)).map(new JsonObject()),
                "register",
                this::register,
                "login",
                this::login,
                "logout",
                this::logout,
                "retry",
                json -> login.retryNow().map(trying -> new JsonObject().put("trying", trying)),
                "exit",
                this::exit,
                "contact",
                this::contact));
        actions.putAll(Map.of(
                "health",
                json -> health.tell(login, Json.flag(json, "probe", false)),
                "status",
                this::status,
                "stayed",
                json -> stayed(),
                "change-password",
                this::changePassword,
                "check-name",
                json -> login.askAsStranger(new Request.CheckName(Json.user(json)))
                        .map(RegistryReplies::toJson)));
        RegistryQueries.TABLE.forEach((action, query) -> actions.put(action, json -> call(query.apply(json))));
        return actions;
    }

    @Override
    public Future<?> stop() {
        return login.stop().eventually(saving::done);
    }

    private Future<Void> storeRegistries() {
        List<HostPort> all = told;
        Pin pin = login.pin().orElseThrow();
        return vertx.executeBlocking(() -> {
            new KnownRegistries(settings.profile().folder()).remember(all, pin);
            return null;
        });
    }

    private void tellAll(String action, JsonObject json) {
        bus.send(Addresses.PEER_HISTORY, action, json);
        bus.send(Addresses.PEER_CONTACTS_NEWS, action, json);
        bus.send(Addresses.PEER_CHAT_NEWS, action, json);
        bus.send(Addresses.PEER_ROOM_NEWS, action, json);
        bus.send(Addresses.PEER_FILE_NEWS, action, json);
    }

    /**
     * Connects unless connected, and returns the registry's key. If the key is not the trusted one, the answer says
     * so.
     */
    private Future<JsonObject> connect() {
        return login.connect()
                .map(pin -> new JsonObject()
                        .put("pin", pin.toString())
                        .put("mismatch", false)
                        .put("proof", login.caps().has(Capabilities.PROOF))
                        .put("registry", login.at().map(HostPort::toString).orElse(null)))
                .recover(cause -> cause instanceof PinMismatchException mismatch
                        ? Future.succeededFuture(new JsonObject()
                                .put("pin", mismatch.seen().toString())
                                .put("mismatch", true))
                        : Future.failedFuture(cause));
    }

    private Future<JsonObject> register(JsonObject json) {
        return login.register(
                        Json.user(json),
                        withPassword(json),
                        Json.flag(json, "originals", false),
                        Json.optional(json, "invite", InviteToken::of))
                .map(RegistryReplies::toJson);
    }

    private static Credentials withPassword(JsonObject json) {
        Credentials credentials = Credentials.of(json);
        if (credentials.plain().isEmpty()) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return credentials;
    }

    private Future<JsonObject> login(JsonObject json) {
        Logins.Wish wish = new Logins.Wish(Json.user(json), Credentials.of(json), Json.flag(json, "stay", false));
        return login.login(wish)
                .compose(
                        user -> pinned(pin -> stayedLogin.granted(pin, wish, user))
                                .map(user),
                        cause -> pinned(pin -> stayedLogin.refused(pin, wish, cause))
                                .compose(done -> Future.failedFuture(cause)))
                .map(user -> new JsonObject()
                        .put("user", user.shown())
                        .put("ip", login.ip().orElse(null)));
    }

    /** Does the work with the registry's key; nothing while none is trusted. */
    private Future<Void> pinned(Function<Pin, Future<Void>> work) {
        return login.pin().map(work).orElseGet(Future::succeededFuture);
    }

    /** Returns whom the profile's key logs in at the registry, if the person chose that, and who logged in last. */
    private Future<JsonObject> stayed() {
        JsonObject users = new JsonObject();
        return pinned(pin -> stayedLogin
                        .user(pin)
                        .onSuccess(user -> user.ifPresent(one -> users.put("user", one.shown())))
                        .compose(done -> stayedLogin.lastUser(pin))
                        .onSuccess(last -> last.ifPresent(one -> users.put("last", one.shown())))
                        .mapEmpty())
                .map(users);
    }

    /** Elsewhere first, while there is a login to do it with. */
    private Future<JsonObject> logout(JsonObject json) {
        Future<Void> elsewhere = Json.flag(json, "all", false)
                ? login.ask(new Request.Logout(Optional.empty(), true))
                        .map(RegistryReplies::toJson)
                        .mapEmpty()
                : Future.succeededFuture();
        boolean told = login.isLive();
        return elsewhere
                .compose(done ->
                        Json.flag(json, "forget", false) ? pinned(stayedLogin::forget) : Future.succeededFuture())
                .compose(done -> login.logout())
                .map(done -> new JsonObject().put("told", told));
    }

    private Future<JsonObject> changePassword(JsonObject json) {
        Credentials old = withPassword(Json.object(json.getValue("old")));
        Credentials fresh = withPassword(Json.object(json.getValue("new")));
        return login.changePassword(old, fresh, Json.flag(json, "originals", false))
                .map(RegistryReplies::toJson);
    }

    private Future<JsonObject> exit(JsonObject json) {
        return login.user()
                .map(user -> call(new Request.ExitRoom(user, Json.room(json))))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }

    private Future<JsonObject> status(JsonObject json) {
        UserStatus wanted = Json.valid(() -> new UserStatus(Json.flag(json, "away"), Json.text(json, "text")));
        return call(new Request.SetStatus(wanted)).onSuccess(done -> status = wanted);
    }

    /** Says the status again in a new session, which begins without one (SPEC 4.12). */
    private void sayStatusAgain() {
        if (!status.equals(UserStatus.HERE)) {
            login.ask(new Request.SetStatus(status))
                    .onFailure(cause -> LOG.warn("the registry did not take the status: {}", cause.toString()));
        }
    }

    private Future<JsonObject> call(Request request) {
        return login.ask(request).onSuccess(this::note).map(RegistryReplies::toJson);
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

    /** Returns a user's contact: from the cache if that is recent enough or the registry is unreachable. */
    private Future<JsonObject> contact(JsonObject json) {
        Future<Contact> found = contacts.find(
                Json.user(json),
                Json.number(json, "maxAgeMs", 0),
                Json.number(json, "absentMs", 0),
                Optional.ofNullable(json.getString("stranger")));
        return found.map(Json::of);
    }

    /** Reports to the console and the other verticles (BUS.md 6.4 and 6.5). */
    private final class Reporter implements ReconnectingLogin.Listener {
        @Override
        public void online(UserName user, Optional<String> ip) {
            context.runOnContext(loggedIn -> sayStatusAgain());
            health.connected();
            tellAll(
                    "online",
                    new JsonObject()
                            .put("user", user.shown())
                            .put("ip", ip.orElse(null))
                            .put("pin", login.pin().map(Pin::toString).orElse(null))
                            .put("mailbox", login.caps().has(Capabilities.MAILBOX)));
        }

        @Override
        public void offline() {
            status = UserStatus.HERE;
            tellAll("offline", new JsonObject());
        }

        @Override
        public void disconnected() {
            tellState("offline", "", new JsonObject());
        }

        @Override
        public void retrying(long inMs, SessionEnd why) {
            tellState("retrying", why.word(), new JsonObject().put("retryMs", inMs));
        }

        @Override
        public void resumed() {
            tellOfMail();
            tellState("resumed", "", new JsonObject());
        }

        @Override
        public void moved(HostPort from, HostPort to, boolean isLost) {
            tellOfMail();
            JsonObject where = new JsonObject().put("from", from.toString()).put("registry", to.toString());
            tellState("resumed", isLost ? "gone" : "closing", where);
        }

        /** A letter came, or may have come while no registry was there. */
        private void tellOfMail() {
            bus.send(Addresses.PEER_CHAT_NEWS, "mail", new JsonObject());
        }

        @Override
        public void ended(SessionEnd why) {
            tellState("ended", why.word(), new JsonObject());
        }

        private void tellState(String state, String detail, JsonObject more) {
            JsonObject told =
                    new JsonObject().put("state", state).put("detail", detail).put("retryMs", 0);
            bus.send(Addresses.PEER_CONSOLE, "state", told.mergeIn(more));
        }

        @Override
        public void sessionEnded(Notice.SessionEnded ended) {
            if (!ended.reason().isEmpty() || ended.until().isPresent()) {
                JsonObject said = new JsonObject().put("reason", ended.reason());
                ended.until().ifPresent(until -> said.put("until", until));
                bus.send(Addresses.PEER_CONSOLE, "session-ended", said);
            }
        }

        @Override
        public void announcement(Notice.Announcement announcement) {
            JsonObject said =
                    new JsonObject().put("text", announcement.text().text()).put("by", announcement.by());
            bus.send(Addresses.PEER_CONSOLE, "announcement", said);
        }

        @Override
        public void heard(Notice notice) {
            if (notice instanceof Notice.Mail) {
                tellOfMail();
                return;
            }
            if (notice instanceof Notice.Invited invited) {
                JsonObject said = new JsonObject()
                        .put("room", invited.room().shown())
                        .put("by", invited.by().shown());
                bus.send(Addresses.PEER_CONSOLE, "invited", said);
                return;
            }
            bus.send(Addresses.PEER_CHAT_NEWS, "notice", RoomNoticeJson.of(notice));
            bus.send(Addresses.PEER_ROOM_NEWS, "notice", RoomNoticeJson.of(notice));
            bus.send(Addresses.PEER_FILE_NEWS, "notice", RoomNoticeJson.of(notice));
        }

        /** Also stored for the next start, because the configured registry may be down then. */
        @Override
        public void registries(List<HostPort> all, boolean isNews) {
            if (isNews && login.pin().isPresent()) {
                told = all;
                saving.save();
            }
        }
    }
}
