package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs command lines; see {@link CommandTable}. */
public final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    /** The word behind a login that lets the profile's key log in from then on. */
    public static final String STAY = "stay";
    /** The word behind a change of password that is for clients of the original system too. */
    public static final String ORIGINAL = "original";

    private final ConsoleState console;
    private final Runnable end;
    private final AccountActions accounts;
    private final RoomActions rooms;
    private final HostingActions hosting;
    private final ChatActions chats;
    private final Speech speech;
    private final Lists lists;
    private final Outbox outbox;
    private final ContactTrust contactTrust;
    private final IgnoreActions ignoring;
    private final LoginListing loginListing;

    /** @param end ends the program */
    public Commands(ConsoleState console, Runnable end) {
        this.console = console;
        this.end = end;
        accounts = new AccountActions(console);
        rooms = new RoomActions(console);
        hosting = new HostingActions(console);
        chats = new ChatActions(console);
        speech = new Speech(console, chats, rooms);
        lists = new Lists(console.requests());
        outbox = new Outbox(console);
        contactTrust = new ContactTrust(console);
        ignoring = new IgnoreActions(console);
        loginListing = new LoginListing(console);
    }

    public AccountActions accounts() {
        return accounts;
    }

    public RoomActions rooms() {
        return rooms;
    }

    public HostingActions hosting() {
        return hosting;
    }

    public ChatActions chats() {
        return chats;
    }

    Speech speech() {
        return speech;
    }

    Outbox outbox() {
        return outbox;
    }

    public Lists lists() {
        return lists;
    }

    public IgnoreActions ignoring() {
        return ignoring;
    }

    public ContactTrust contactTrust() {
        return contactTrust;
    }

    /** Runs a command line. Failures are shown, and the future succeeds all the same. */
    public Future<Void> run(String line) {
        return run(CommandLine.of(line));
    }

    public Future<Void> run(CommandLine typed) {
        if (typed.command().equals("say") && typed.rest().isEmpty()) {
            return Future.succeededFuture();
        }
        Optional<CommandTable.Command> command = CommandTable.find(typed.command());
        if (command.isEmpty()) {
            console.error("unknown command /" + SafeText.of(typed.command()) + CommandTable.unknown(typed.command()));
            return Future.succeededFuture();
        }
        List<String> words = typed.words(Math.max(1, command.get().mostWords()));
        if (words.size() < command.get().leastWords()
                || words.size() > command.get().mostWords()) {
            console.error("usage: " + command.get().usageLine());
            return Future.succeededFuture();
        }
        return shown(() -> done(command.get(), words));
    }

    /** Shows the command's usage if the arguments do not fit it. */
    private Future<Void> done(CommandTable.Command command, List<String> words) {
        try {
            return command.run().apply(this, words);
        } catch (RefusalException refusal) {
            if (refusal.reason() != Reason.MALFORMED) {
                throw refusal;
            }
            console.error("usage: " + command.usageLine());
            return Future.succeededFuture();
        }
    }

    /** Does the work. Failures are shown, and the future succeeds all the same. */
    public Future<Void> shown(Supplier<Future<Void>> work) {
        return attempt(work).recover(cause -> {
            console.error(cause);
            return Future.succeededFuture();
        });
    }

    private static Future<Void> attempt(Supplier<Future<Void>> work) {
        try {
            return work.get();
        } catch (RefusalException refusal) {
            return Future.failedFuture(refusal);
        } catch (RuntimeException fault) {
            LOG.error("a command failed", fault);
            return Future.failedFuture(fault);
        }
    }

    Future<Void> signup(List<String> words) {
        return accounts.signup(new AccountActions.Login(newUser(words), new Password(words.get(1))));
    }

    /** @param words the name, and behind it the password and {@code stay}, or {@code stay} alone for the profile's key */
    Future<Void> login(List<String> words) {
        UserName user = newUser(words);
        String password = words.get(1);
        if (password.equals(STAY)) {
            return accounts.loginByKey(user);
        }
        boolean stays = password.endsWith(" " + STAY);
        String own =
                stays ? password.substring(0, password.length() - STAY.length()).stripTrailing() : password;
        return accounts.login(new AccountActions.Login(user, new Password(own)).staying(stays));
    }

    private static UserName newUser(List<String> words) {
        return new UserName(Typed.user(words.get(0), Reason.BAD_NAME));
    }

    Future<Void> logout(List<String> words) {
        if (words.isEmpty()) {
            return accounts.logout();
        }
        if (!words.get(0).equals("all")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return accounts.logoutEverywhere();
    }

    Future<Void> passwd(List<String> words) {
        boolean forOriginals = words.size() > 2;
        if (forOriginals && !words.get(2).equals(ORIGINAL)) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return accounts.changePassword(new Password(words.get(0)), new Password(words.get(1)), forOriginals);
    }

    Future<Void> sessions() {
        return loginListing.show();
    }

    Future<Void> who() {
        return lists.users().map(peers -> {
            peers.forEach(peer -> console.plain("  " + Lists.contact(peer)));
            return null;
        });
    }

    Future<Void> whois(String name) {
        JsonObject body = new JsonObject().put("user", Typed.user(name, Reason.NO_SUCH_USER));
        return console.requests().registry("search", body).map(peer -> {
            String level = console.ignored()
                    .level(peer.getString("user"))
                    .map(word -> "  " + word)
                    .orElse("");
            console.plain("  " + Lists.contact(peer) + level);
            return null;
        });
    }

    /** What stands behind a room's name: the kind, if one is named, and the rest of the line. */
    private record KindAndRest(Optional<RoomKind> kind, String rest) {
        static KindAndRest of(List<String> words) {
            String all = words.size() > 1 ? words.get(1) : "";
            Optional<RoomKind> kind =
                    CommandLine.words(all, 2).stream().findFirst().flatMap(RoomKind::ofWord);
            return new KindAndRest(
                    kind,
                    kind.map(one -> all.substring(one.word().length()).strip()).orElse(all));
        }
    }

    /** @param words the room, and as one word the optional kind, capacity, password and title */
    Future<Void> create(List<String> words) {
        KindAndRest behind = KindAndRest.of(words);
        List<String> more = CommandLine.words(behind.rest(), 3);
        return rooms.create(
                Typed.room(words.get(0), Reason.BAD_NAME),
                behind.kind().orElse(RoomKind.SEALED),
                more.isEmpty() ? 0 : Typed.capacity(more.get(0)),
                more.size() > 1 ? Typed.roomPassword(more.get(1)) : Optional.empty(),
                more.size() > 2 ? more.get(2) : "");
    }

    public Future<Void> join(List<String> words) {
        String room = Typed.room(words.get(0), Reason.NO_SUCH_ROOM);
        if (console.conversations().isOpen(Conversation.room(room))) {
            console.conversations().enter(Conversation.room(room));
            console.notice("you are in #" + room + " already");
            return Future.succeededFuture();
        }
        KindAndRest more = KindAndRest.of(words);
        return rooms.join(
                room, more.kind(), more.rest().isEmpty() ? Optional.empty() : Typed.roomPassword(more.rest()));
    }

    Future<Void> kick(List<String> words) {
        return about(words, rooms::kick);
    }

    /** @param words nothing, or the rest of the line: a room with {@code #} before it, and the topic or {@code -} for none */
    Future<Void> topic(List<String> words) {
        String line = words.isEmpty() ? "" : words.get(0);
        List<String> parts = line.startsWith("#") ? CommandLine.words(line, 2) : List.of("", line);
        String text = parts.size() > 1 ? parts.get(1) : "";
        return inRoom(
                parts.get(0).isEmpty() ? List.of() : parts.subList(0, 1),
                room -> text.isEmpty() ? hosting.showTopic(room) : hosting.topic(room, text.equals("-") ? "" : text));
    }

    /** @param words the setting, its value, and perhaps the room */
    Future<Void> set(List<String> words) {
        return inRoom(words.subList(2, words.size()), room -> hosting.set(room, words.get(0), words.get(1)));
    }

    /** Does something about the user that the first word names, in the room that the second word names. */
    Future<Void> about(List<String> words, BiFunction<String, String, Future<Void>> work) {
        String user = Typed.user(words.get(0), Reason.NO_SUCH_USER);
        return inRoom(words.subList(1, words.size()), room -> work.apply(room, user));
    }

    Future<Void> bans(List<String> words) {
        return inRoom(words, hosting::bans);
    }

    Future<Void> leave(List<String> words) {
        return inRoom(words, rooms::leave);
    }

    Future<Void> names(List<String> words) {
        return inRoom(words, rooms::names);
    }

    Future<Void> roomList() {
        return lists.rooms().map(all -> {
            RoomListing.show(console, all, false);
            return null;
        });
    }

    /** Does the work in the named room, or in the current one if no room is named. */
    private Future<Void> inRoom(List<String> words, Function<String, Future<Void>> work) {
        Optional<String> room = words.isEmpty()
                ? console.conversations().room()
                : Optional.of(Typed.room(words.get(0), Reason.NO_SUCH_ROOM));
        if (room.isEmpty()) {
            console.error("You are in no room. /join NAME enters one, /rooms lists them.");
            return Future.succeededFuture();
        }
        return work.apply(room.get());
    }

    public Future<Void> answer(List<String> words, boolean accept) {
        Optional<String> user = words.isEmpty()
                ? console.chatRequests().first()
                : console.chatRequests().find(Typed.user(words.get(0), Reason.NO_SUCH_USER));
        if (user.isEmpty()) {
            console.error(
                    words.isEmpty()
                            ? "nobody asks for a chat"
                            : SafeText.of(words.get(0)) + " does not ask for a chat");
            return Future.succeededFuture();
        }
        return chats.answer(user.get(), accept);
    }

    Future<Void> close(List<String> words) {
        Optional<Conversation> chat = words.isEmpty()
                ? console.conversations().current().filter(one -> !one.isRoom())
                : console.conversations().find(words.get(0).startsWith("@") ? words.get(0) : "@" + words.get(0));
        if (chat.isEmpty()) {
            console.error(
                    words.isEmpty()
                            ? "this is no chat; /close NAME ends one"
                            : "there is no such chat; /switch lists what is open");
            return Future.succeededFuture();
        }
        return chats.end(chat.get().name());
    }

    Future<Void> verify(List<String> words) {
        String user = Typed.user(words.get(0), Reason.NO_SUCH_USER);
        return saidYes(words) ? contactTrust.verify(user) : contactTrust.compare(user);
    }

    Future<Void> trust(List<String> words) {
        String user = Typed.user(words.get(0), Reason.NO_SUCH_USER);
        return saidYes(words) ? contactTrust.trust(user) : contactTrust.review(user);
    }

    private static boolean saidYes(List<String> words) {
        return words.size() > 1 && YesNo.of(words.get(1)).orElse(false);
    }

    Future<Void> change(List<String> words) {
        if (words.isEmpty()) {
            Views.conversations(console);
            return Future.succeededFuture();
        }
        console.conversations()
                .find(words.get(0))
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("there is no such conversation; /switch lists them"));
        return Future.succeededFuture();
    }

    Future<Void> next() {
        console.conversations()
                .next()
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("no conversation is open; /join or /chat begins one"));
        return Future.succeededFuture();
    }

    Future<Void> menu() {
        console.conversations().step();
        return Future.succeededFuture();
    }

    Future<Void> status() {
        Views.status(console);
        return console.standing().isLoggedIn()
                ? outbox.lines().map(lines -> {
                    lines.forEach(console::plain);
                    return null;
                })
                : Future.succeededFuture();
    }

    /** Tries to reach the registry now instead of waiting for the next try. */
    public Future<Void> reconnect() {
        console.standing().askTry();
        return console.requests().registry("retry", new JsonObject()).map(json -> {
            console.notice(json.getBoolean("trying") ? "trying the registry now …" : "the registry is there");
            return null;
        });
    }

    Future<Void> clear() {
        console.screen().clear();
        return Future.succeededFuture();
    }

    Future<Void> help(List<String> words) {
        String one = words.stream().map(word -> word.replaceFirst("^/", "")).collect(Collectors.joining());
        if (!one.isEmpty() && CommandTable.find(one).isEmpty()) {
            console.error("unknown command /" + SafeText.of(one) + CommandTable.unknown(one));
            return Future.succeededFuture();
        }
        CommandTable.ROWS.stream()
                .filter(row -> one.isEmpty() || row.names().contains(one))
                .forEach(row -> console.plain(row.helpLine(!one.isEmpty())));
        return Future.succeededFuture();
    }

    /** Ends the program in any case; if a user is logged in, tells what became of the last messages and logs out first. */
    public Future<Void> quit() {
        Future<Void> goodbye = console.standing().isLoggedIn() ? accounts.leave() : Future.succeededFuture();
        return goodbye.onComplete(done -> end.run());
    }
}
