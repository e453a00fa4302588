package org.hobnob.peer.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** The commands, one row each: what they are called, what they take, what they do. */
final class Commands {
    /** One command. */
    record Command(
            List<String> names,
            String usage,
            String summary,
            int leastWords,
            int mostWords,
            BiFunction<Commands, List<String>, Future<Void>> run) {
        String name() {
            return names.get(0);
        }
    }

    private static final List<Command> TABLE = List.of(
            new Command(List.of("signup"), "NAME PASSWORD", "make an account", 2, 2, Commands::signup),
            new Command(List.of("login"), "NAME PASSWORD", "log in", 2, 2, Commands::login),
            new Command(List.of("who"), "", "list who is online", 0, 0, (own, words) -> own.who(Optional.empty())),
            new Command(List.of("whois"), "NAME", "tell where a user is", 1, 1, Commands::whois),
            new Command(
                    List.of("create"),
                    "ROOM [CAPACITY [PASSWORD [TITLE]]]",
                    "make a room; - for no password",
                    1,
                    4,
                    Commands::create),
            new Command(List.of("rooms", "list"), "", "list rooms", 0, 0, (own, words) -> own.rooms(Optional.empty())),
            new Command(List.of("join"), "ROOM [PASSWORD]", "enter a room", 1, 2, Commands::join),
            new Command(List.of("leave", "part"), "[ROOM]", "leave a room", 0, 1, Commands::leave),
            new Command(List.of("names"), "[ROOM]", "list a room's members", 0, 1, Commands::names),
            new Command(List.of("msg", "dm", "query"), "NAME TEXT", "say something to one user", 2, 2, Commands::msg),
            new Command(List.of("say"), "TEXT", "say something where you last were", 1, 1, Commands::say),
            new Command(List.of("logout"), "", "log out", 0, 0, Commands::logout),
            new Command(List.of("help"), "", "list the commands", 0, 0, Commands::help),
            new Command(List.of("quit", "exit"), "", "log out and end", 0, 0, Commands::quit));

    private final Bus bus;
    private final Screen screen;
    private final Runnable end;
    private Optional<String> room = Optional.empty();
    private Optional<String> partner = Optional.empty();
    private boolean loggedIn;

    /** @param end ends the program */
    Commands(Bus bus, Screen screen, Runnable end) {
        this.bus = bus;
        this.screen = screen;
        this.end = end;
    }

    /** Does what the line says; what goes wrong is shown, and the future succeeds all the same. */
    Future<Void> run(String line) {
        CommandLine typed = CommandLine.of(line);
        if (typed.command().equals("say") && typed.rest().isEmpty()) {
            return Future.succeededFuture();
        }
        Optional<Command> command = TABLE.stream()
                .filter(row -> row.names().contains(typed.command()))
                .findFirst();
        if (command.isEmpty()) {
            screen.show(Role.ERROR, "unknown command /" + SafeText.of(typed.command()) + suggestion(typed.command()));
            return Future.succeededFuture();
        }
        List<String> words = typed.words(Math.max(1, command.get().mostWords()));
        if (words.size() < command.get().leastWords()
                || words.size() > command.get().mostWords()) {
            screen.show(
                    Role.ERROR,
                    "usage: /" + command.get().name() + " " + command.get().usage());
            return Future.succeededFuture();
        }
        return run(command.get(), words).recover(cause -> {
            screen.show(Role.ERROR, Explanations.of(cause));
            return Future.succeededFuture();
        });
    }

    private Future<Void> run(Command command, List<String> words) {
        try {
            return command.run().apply(this, words);
        } catch (RefusalException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private static String suggestion(String typed) {
        return TABLE.stream()
                .flatMap(row -> row.names().stream())
                .filter(name -> !typed.isEmpty() && (name.startsWith(typed) || typed.startsWith(name)))
                .findFirst()
                .map(name -> "; did you mean /" + name + "?")
                .orElse("; /help lists them");
    }

    private Future<Void> signup(List<String> words) {
        return ask(Addresses.PEER_REGISTRY, "register", account(words), Bus.HASH_TIMEOUT_MS)
                .onSuccess(done -> screen.show(Role.SUCCESS, "Account created successfully."))
                .compose(done -> login(words));
    }

    private Future<Void> login(List<String> words) {
        return ask(Addresses.PEER_REGISTRY, "login", account(words), Bus.HASH_TIMEOUT_MS)
                .onSuccess(json -> {
                    loggedIn = true;
                    screen.show(Role.SUCCESS, "Logged in as " + json.getString("user") + ".");
                })
                .mapEmpty();
    }

    private static JsonObject account(List<String> words) {
        return new JsonObject()
                .put("user", named(words.get(0), Reason.BAD_NAME))
                .put("password", PasswordHash.ofPassword(words.get(1)).hex());
    }

    private static String named(String name, Reason otherwise) {
        return org.hobnob.protocol.message.UserName.of(name)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    private static String roomNamed(String name, Reason otherwise) {
        String bare = name.startsWith("#") ? name.substring(1) : name;
        return org.hobnob.protocol.message.RoomName.of(bare)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    private Future<Void> who(Optional<String> after) {
        return ask(Addresses.PEER_REGISTRY, "peers", new JsonObject().put("after", after.orElse(null)))
                .compose(json -> {
                    List<JsonObject> peers = Json.objects(json, "peers", peer -> peer);
                    peers.forEach(peer -> screen.show(Role.PLAIN, "  " + contact(peer)));
                    return json.getBoolean("more")
                            ? who(Optional.of(peers.get(peers.size() - 1).getString("user")))
                            : Future.succeededFuture();
                });
    }

    private static String contact(JsonObject peer) {
        String rooms =
                peer.getJsonArray("rooms").stream().map(room -> " #" + room).collect(Collectors.joining());
        return peer.getString("user") + "  " + peer.getString("ip") + ":" + port(peer) + "  "
                + peer.getString("dialect") + rooms;
    }

    private static int port(JsonObject peer) {
        int direct = peer.getInteger("directPort");
        return direct == 0 ? peer.getInteger("udpPort") : direct;
    }

    private Future<Void> whois(List<String> words) {
        JsonObject body = new JsonObject().put("user", named(words.get(0), Reason.NO_SUCH_USER));
        return ask(Addresses.PEER_REGISTRY, "search", body)
                .onSuccess(peer -> screen.show(Role.PLAIN, "  " + contact(peer)))
                .mapEmpty();
    }

    private Future<Void> create(List<String> words) {
        JsonObject body = new JsonObject()
                .put("room", roomNamed(words.get(0), Reason.BAD_NAME))
                .put("capacity", words.size() > 1 ? capacity(words.get(1)) : 0)
                .put("password", words.size() > 2 ? roomPassword(words.get(2)) : null)
                .put("title", words.size() > 3 ? words.get(3) : "");
        return ask(Addresses.PEER_ROOM, "create", body, Bus.HASH_TIMEOUT_MS).map(json -> entered(json, "created"));
    }

    private static int capacity(String word) {
        if (!word.matches("[0-9]{1,6}")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return Integer.parseInt(word);
    }

    private static String roomPassword(String word) {
        return word.equals("-") ? null : PasswordHash.ofPassword(word).hex();
    }

    private Future<Void> join(List<String> words) {
        JsonObject body = new JsonObject()
                .put("room", roomNamed(words.get(0), Reason.NO_SUCH_ROOM))
                .put("password", words.size() > 1 ? roomPassword(words.get(1)) : null);
        return ask(Addresses.PEER_ROOM, "join", body, Bus.HASH_TIMEOUT_MS).map(json -> entered(json, "joined"));
    }

    private Void entered(JsonObject json, String how) {
        room = Optional.of(json.getString("room"));
        partner = Optional.empty();
        JsonArray members = json.getJsonArray("members");
        String multicast = json.getBoolean("multicast") ? "multicast on" : "no multicast here: TCP only";
        screen.show(
                Role.SUCCESS,
                "#" + room.get() + " " + how + ": host " + json.getString("host") + ", " + (members.size() + 1) + " of "
                        + json.getInteger("capacity") + " places taken, " + multicast);
        return null;
    }

    private String roomOr(List<String> words) {
        return words.isEmpty()
                ? room.orElseThrow(() -> new RefusalException(Reason.NOT_A_MEMBER))
                : roomNamed(words.get(0), Reason.NO_SUCH_ROOM);
    }

    private Future<Void> leave(List<String> words) {
        String left = roomOr(words);
        return ask(Addresses.PEER_ROOM, "leave", new JsonObject().put("room", left))
                .onSuccess(done -> {
                    room = room.filter(current -> !current.equalsIgnoreCase(left));
                    screen.show(Role.SUCCESS, "left #" + left);
                })
                .mapEmpty();
    }

    private Future<Void> rooms(Optional<String> after) {
        return ask(Addresses.PEER_REGISTRY, "rooms", new JsonObject().put("after", after.orElse(null)))
                .compose(json -> {
                    List<JsonObject> rooms = Json.objects(json, "rooms", one -> one);
                    rooms.forEach(one -> screen.show(Role.PLAIN, "  " + summary(one)));
                    return json.getBoolean("more")
                            ? rooms(Optional.of(rooms.get(rooms.size() - 1).getString("room")))
                            : Future.succeededFuture();
                });
    }

    private static String summary(JsonObject room) {
        return "#" + room.getString("room") + " (" + room.getInteger("memberCount") + "/" + room.getInteger("capacity")
                + ")" + (room.getBoolean("locked") ? " password" : "") + "  host " + room.getString("host") + "  "
                + SafeText.of(room.getString("title"));
    }

    private Future<Void> names(List<String> words) {
        return ask(Addresses.PEER_REGISTRY, "members", new JsonObject().put("room", roomOr(words)))
                .onSuccess(json -> Json.objects(json, "members", member -> member)
                        .forEach(member -> screen.show(
                                Role.PLAIN,
                                "  " + member.getString("user")
                                        + (member.getJsonObject("contact") == null ? "  offline" : ""))))
                .mapEmpty();
    }

    private Future<Void> msg(List<String> words) {
        String user = named(words.get(0), Reason.NO_SUCH_USER);
        partner = Optional.of(user);
        return ask(
                        Addresses.PEER_CHAT,
                        "message",
                        new JsonObject().put("user", user).put("text", words.get(1)),
                        Bus.HASH_TIMEOUT_MS)
                .onSuccess(done ->
                        screen.show(Role.OWN, "[@" + user + "] you: " + SafeText.of(words.get(1)) + "  (delivered)"))
                .mapEmpty();
    }

    private Future<Void> say(List<String> words) {
        if (partner.isPresent()) {
            return msg(List.of(partner.get(), words.get(0)));
        }
        String to = roomOr(List.of());
        return ask(
                        Addresses.PEER_ROOM,
                        "say",
                        new JsonObject().put("room", to).put("text", words.get(0)),
                        2 * Bus.HASH_TIMEOUT_MS)
                .onSuccess(json -> said(to, words.get(0), json))
                .mapEmpty();
    }

    private void said(String to, String text, JsonObject json) {
        JsonArray missing = json.getJsonArray("missing");
        int tcp = json.getJsonArray("tcp").size();
        String lost = missing.isEmpty()
                ? ""
                : "; not delivered to " + missing.stream().map(Object::toString).collect(Collectors.joining(", "));
        screen.show(
                missing.isEmpty() ? Role.OWN : Role.ERROR,
                "[#" + to + "] you: " + SafeText.of(text) + "  (multicast " + json.getInteger("multicast") + ", tcp "
                        + tcp + lost + ")");
    }

    private Future<Void> logout(List<String> words) {
        return ask(Addresses.PEER_REGISTRY, "logout", new JsonObject())
                .onSuccess(done -> {
                    loggedIn = false;
                    room = Optional.empty();
                    partner = Optional.empty();
                    screen.show(Role.SUCCESS, "Logged out.");
                })
                .mapEmpty();
    }

    private Future<Void> help(List<String> words) {
        TABLE.forEach(row ->
                screen.show(Role.PLAIN, String.format("  /%-8s %-36s %s", row.name(), row.usage(), row.summary())));
        return Future.succeededFuture();
    }

    /** Ends in any case; says goodbye where there is somebody to say it to. */
    Future<Void> quit(List<String> words) {
        Future<Void> goodbye = loggedIn ? logout(words) : Future.succeededFuture();
        return goodbye.onComplete(done -> end.run());
    }

    private Future<JsonObject> ask(String address, String action, JsonObject body) {
        return ask(address, action, body, 2 * Bus.TIMEOUT_MS);
    }

    private Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs) {
        return bus.request(address, action, body, timeoutMs);
    }
}
