package org.hobnob.peer.console;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** The verticles that a console asks, as one object in memory that answers at once. */
public final class FakePeer implements Requests {
    /** A room; the password hash is empty for none. */
    record FakeRoom(
            String name, String kind, int capacity, Optional<String> password, String title, List<String> members) {}

    private static final Set<String> WITHOUT_LOGIN =
            Set.of("connect", "stayed", "check-name", "register", "login", "health", "hear-self", "counts");

    public final Map<String, String> accounts = new HashMap<>();
    final List<String> online = new ArrayList<>();
    final Map<String, FakeRoom> rooms = new TreeMap<>();
    /** With what somebody may sign up; empty where everybody may. */
    public Optional<String> invitation = Optional.empty();
    /** What was asked, as {@code action {body}}; tests read it while the console asks. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** What was asked of the history, likewise. */
    public final List<String> askedOfHistory = new CopyOnWriteArrayList<>();
    /** What the history answers, by action. */
    public final Map<String, JsonObject> history = new HashMap<>();
    /** What the files answer, by action. */
    public final Map<String, JsonObject> files = new HashMap<>();
    /** The answer to the next chat request. */
    Promise<JsonObject> decision = Promise.promise();
    /** The answer to what is said, if it is not to come at once. */
    Optional<Promise<JsonObject>> slow = Optional.empty();

    /** The most members that a room may have here. */
    int mostMembers = 1_000_000;

    /** The answer to what is said in rooms, if it is not the usual one. */
    Optional<Promise<JsonObject>> outcome = Optional.empty();

    /** What is measured, by action. */
    public final Map<String, JsonObject> measured = new HashMap<>();

    /** Why nothing can be said in rooms, if so. */
    Optional<Reason> refusal = Optional.empty();

    private final Map<String, String> statuses = new HashMap<>();

    /** What there is to compare with any user. */
    JsonObject safetyNumber = new JsonObject();

    /** Answers to logins wait for it. */
    public Future<Void> gate = Future.succeededFuture();

    /** What the registry shows as its key; none where that does not matter. */
    String pin = "";

    /** Whether that is not the key that is trusted. */
    boolean hasOtherKey;

    /** Whether the registry takes proofs of keys. */
    public boolean takesProofs;

    /** Whether the registry wants the plain digest and the link does not send it unasked. */
    boolean wantsOldDigest;

    /** Whom the profile keeps logged in by its key, and whom the registry lets in so. */
    Optional<String> stayed = Optional.empty();

    Optional<String> keyLogsIn = Optional.empty();

    /** Who logged in last. */
    public Optional<String> last = Optional.empty();

    /** Where the user is logged in. */
    JsonArray sessions = new JsonArray();

    /** Whether the line to the registry is away. */
    public boolean registryAway;

    private final JsonArray ignored = new JsonArray();
    final JsonArray banned = new JsonArray();
    private final JsonObject settings = new JsonObject();
    final JsonArray waiting = new JsonArray();
    /** For whom letters are kept here. */
    final JsonArray kept = new JsonArray();

    private String state = "delivered";
    private boolean original;
    private String self = "";

    public FakePeer withRoom(String name, Optional<String> passwordHash, String... members) {
        rooms.put(
                name.toLowerCase(Locale.ROOT),
                new FakeRoom(name, "sealed", 10, passwordHash, "", new ArrayList<>(List.of(members))));
        return this;
    }

    FakePeer withTitled(String name, String title, String... members) {
        rooms.put(
                name.toLowerCase(Locale.ROOT),
                new FakeRoom(name, "sealed", 10, Optional.empty(), title, new ArrayList<>(List.of(members))));
        return this;
    }

    FakePeer withStatus(String user, String status) {
        statuses.put(user, status);
        return this;
    }

    public FakePeer withOnline(String... users) {
        online.addAll(List.of(users));
        return this;
    }

    @Override
    public Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs) {
        if (address.equals("peer.history")) {
            askedOfHistory.add(action + " " + body.encode());
            return Future.succeededFuture(
                    history.getOrDefault(action, new JsonObject()).copy());
        }
        asked.add(action + " " + body.encode());
        if (address.equals("peer.file")) {
            JsonObject none = new JsonObject().put("files", new JsonArray());
            return Future.succeededFuture(files.getOrDefault(action, none).copy());
        }
        if (action.equals("login") && !gate.isComplete()) {
            return gate.compose(open -> ask(address, action, body, timeoutMs));
        }
        try {
            if (self.isEmpty() && !WITHOUT_LOGIN.contains(action)) {
                throw new RefusalException(Reason.NOT_LOGGED_IN);
            }
            if (action.equals("say") && outcome.isPresent()) {
                return outcome.get().future();
            }
            return address.equals("peer.chat") ? chat(action, body) : Future.succeededFuture(answer(action, body));
        } catch (RefusalException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /** From now on messages wait. */
    void away() {
        state = "queued";
        waiting.add(new JsonObject().put("user", "omar").put("count", 2));
    }

    /** From now on the others are original peers, which confirm nothing. */
    void originals() {
        original = true;
    }

    private Future<JsonObject> chat(String action, JsonObject body) {
        if (action.equals("waiting")) {
            return Future.succeededFuture(
                    new JsonObject().put("waiting", waiting).put("kept", kept));
        }
        if (action.equals("counts") || action.equals("line")) {
            return Future.succeededFuture(answer(action, body));
        }
        String user = body.getString("user");
        if (!online.contains(user) && !accounts.containsKey(user) && !action.equals("end")) {
            throw new RefusalException(Reason.NO_SUCH_USER);
        }
        if (action.equals("cancel")) {
            return Future.succeededFuture(new JsonObject().put("count", 2));
        }
        if (action.equals("request")) {
            return online.contains(user)
                    ? decision.future()
                    : Future.failedFuture(new RefusalException(Reason.NOT_ONLINE));
        }
        return slow.map(Promise::future)
                .orElseGet(() -> Future.succeededFuture(new JsonObject()
                        .put("state", original ? "open" : state)
                        .put("path", original ? "open" : "tcp")
                        .put("offline", state.equals("queued"))));
    }

    private JsonObject answer(String action, JsonObject body) {
        return switch (action) {
            case "health", "paths", "hear-self", "line", "counts" ->
                measured.getOrDefault(action, new JsonObject()).copy();
            case "safety-number" -> safetyNumber.copy();
            case "verify", "trust" -> new JsonObject();
            case "ignore" -> {
                ignored.add(new JsonObject()
                        .put("user", body.getString("user"))
                        .put("level", body.getString("level"))
                        .put("since", "2026-01-05"));
                yield new JsonObject();
            }
            case "unignore" -> new JsonObject();
            case "ignored" -> new JsonObject().put("users", ignored);
            case "connect" ->
                new JsonObject()
                        .put("mismatch", hasOtherKey)
                        .put("pin", pin)
                        .put("proof", takesProofs)
                        .put("registry", "10.0.0.5:15600");
            case "leave", "change-password" -> new JsonObject();
            case "stayed" -> new JsonObject().put("user", stayed.orElse(null)).put("last", last.orElse(null));
            case "check-name" -> checkName(body);
            case "sessions" -> new JsonObject().put("sessions", sessions);
            case "register" -> register(body);
            case "login" -> login(body);
            case "logout" -> {
                self = "";
                stayed = stayed.filter(user -> !body.getBoolean("forget", false));
                yield new JsonObject().put("told", !registryAway);
            }
            case "retry" -> new JsonObject().put("trying", registryAway);
            case "peers" -> peers();
            case "search", "contact" -> search(body.getString("user"));
            case "status" -> new JsonObject();
            case "rooms" -> rooms();
            case "members" ->
                page(
                                "members",
                                room(body).members().stream()
                                        .map(user -> new JsonObject()
                                                .put("user", user)
                                                .put("contact", contact(user)))
                                        .toList())
                        .put("host", "host");
            case "create" -> create(body);
            case "join" -> join(body);
            case "kick" -> kick(body);
            case "topic", "set", "ban", "unban", "bans", "invite" -> host(action, body);
            case "say" -> said();
            default -> throw new RefusalException(Reason.UNKNOWN_COMMAND);
        };
    }

    private JsonObject said() {
        refusal.ifPresent(reason -> {
            throw new RefusalException(reason);
        });
        return new JsonObject()
                .put("id", "0a".repeat(16))
                .put("confirmed", new JsonArray().add("omar"))
                .put("open", original ? new JsonArray().add("omar") : new JsonArray())
                .put("missing", new JsonArray());
    }

    private JsonObject checkName(JsonObject body) {
        if (!takesProofs) {
            throw new RefusalException(Reason.UNKNOWN_COMMAND);
        }
        if (accounts.containsKey(body.getString("user"))) {
            throw new RefusalException(Reason.NAME_TAKEN);
        }
        if (invitation.isPresent()) {
            throw new RefusalException(Reason.NEEDS_INVITATION);
        }
        return new JsonObject();
    }

    private void refuseOldDigest(JsonObject body) {
        if (wantsOldDigest && !body.getBoolean("old")) {
            throw new RefusalException(Reason.OLD_DIGEST);
        }
    }

    private JsonObject register(JsonObject body) {
        refuseOldDigest(body);
        if (invitation.isPresent() && !invitation.equals(Optional.ofNullable(body.getString("invite")))) {
            throw new RefusalException(body.containsKey("invite") ? Reason.BAD_INVITATION : Reason.NEEDS_INVITATION);
        }
        if (accounts.putIfAbsent(body.getString("user"), body.getString("password")) != null) {
            throw new RefusalException(Reason.NAME_TAKEN);
        }
        return new JsonObject();
    }

    private JsonObject login(JsonObject body) {
        String user = body.getString("user");
        boolean byKey = !body.containsKey("password");
        if (!byKey) {
            refuseOldDigest(body);
        }
        if (byKey
                ? !keyLogsIn.equals(Optional.of(user))
                : !body.getString("password").equals(accounts.get(user))) {
            throw new RefusalException(Reason.BAD_CREDENTIALS);
        }
        if (!byKey && body.getBoolean("stay")) {
            stayed = Optional.of(user);
            keyLogsIn = stayed;
        }
        self = user;
        return new JsonObject().put("user", self);
    }

    private JsonObject peers() {
        if (online.isEmpty()) {
            throw new RefusalException(Reason.NOBODY_ELSE);
        }
        return page("peers", online.stream().map(this::contact).toList());
    }

    private JsonObject search(String user) {
        if (user.equals(self)) {
            return contact(user);
        }
        if (!online.contains(user)) {
            throw new RefusalException(accounts.containsKey(user) ? Reason.NOT_ONLINE : Reason.NO_SUCH_USER);
        }
        return contact(user);
    }

    private JsonObject rooms() {
        if (rooms.isEmpty()) {
            throw new RefusalException(Reason.NO_SUCH_ROOM);
        }
        return page("rooms", rooms.values().stream().map(FakePeer::summary).toList());
    }

    private JsonObject contact(String user) {
        return new JsonObject()
                .put("user", user)
                .put("ip", "10.0.0.7")
                .put("directPort", 4_711)
                .put("dialect", "native")
                .put("status", statuses.get(user))
                .put("rooms", new JsonArray());
    }

    private static JsonObject page(String key, List<JsonObject> entries) {
        return new JsonObject().put(key, new JsonArray(new ArrayList<>(entries)));
    }

    private static JsonObject summary(FakeRoom room) {
        return new JsonObject()
                .put("room", room.name())
                .put("memberCount", room.members().size())
                .put("capacity", room.capacity())
                .put("locked", room.password().isPresent())
                .put("host", "host")
                .put("title", room.title())
                .put("kind", room.kind())
                .put("members", new JsonArray(List.copyOf(room.members())));
    }

    private FakeRoom room(JsonObject body) {
        FakeRoom room = rooms.get(body.getString("room").toLowerCase(Locale.ROOT));
        if (room == null) {
            throw new RefusalException(Reason.NO_SUCH_ROOM);
        }
        return room;
    }

    private JsonObject create(JsonObject body) {
        if (rooms.containsKey(body.getString("room").toLowerCase(Locale.ROOT))) {
            throw new RefusalException(Reason.ROOM_EXISTS);
        }
        rooms.put(
                body.getString("room").toLowerCase(Locale.ROOT),
                new FakeRoom(
                        body.getString("room"),
                        body.getString("kind"),
                        Math.min(mostMembers, body.getInteger("capacity")),
                        Optional.ofNullable(body.getString("password")),
                        body.getString("title"),
                        new ArrayList<>(List.of(self))));
        return entered(room(body));
    }

    private JsonObject join(JsonObject body) {
        FakeRoom room = room(body);
        if (banned.contains(self)) {
            throw new RefusalException(Reason.BANNED);
        }
        if (!room.password().equals(Optional.ofNullable(body.getString("password")))) {
            throw new RefusalException(Reason.WRONG_PASSWORD);
        }
        if (room.members().size() >= room.capacity()) {
            throw new RefusalException(Reason.ROOM_FULL);
        }
        return entered(room);
    }

    private JsonObject kick(JsonObject body) {
        FakeRoom room = room(body);
        if (!room.members().contains(self)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        if (!room.members().get(0).equals(self)) {
            throw new RefusalException(Reason.NOT_HOST);
        }
        if (body.getString("user").equals(self)) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        if (!room.members().remove(body.getString("user"))) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        return new JsonObject();
    }

    /** What hosts and members do with a room; all of it changes the settings alone. */
    private JsonObject host(String action, JsonObject body) {
        FakeRoom room = room(body);
        if (!room.members().contains(self)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        if (!room.members().get(0).equals(self) && !action.equals("invite")) {
            throw new RefusalException(Reason.NOT_HOST);
        }
        if (self.equals(body.getString("user"))) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        if (action.equals("bans")) {
            return new JsonObject().put("users", banned);
        }
        if (action.equals("ban")) {
            banned.add(body.getString("user"));
        }
        return settings.mergeIn(body).copy();
    }

    private JsonObject entered(FakeRoom room) {
        return new JsonObject()
                .put("room", room.name())
                .put("host", "host")
                .put(
                        "members",
                        new JsonArray(room.members().stream()
                                .filter(user -> !user.equals(self))
                                .toList()))
                .put("capacity", Math.max(1, room.capacity()))
                .put("multicast", true)
                .put("kind", room.kind());
    }
}
