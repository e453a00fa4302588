package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.peer.console.file.FileActions;
import org.hobnob.peer.console.history.Finding;
import org.hobnob.peer.console.history.HistoryActions;
import org.hobnob.peer.console.history.Openings;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
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
    private final Place place;
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
    private final SettingActions settings;
    private final Doctor doctor;
    private final NoticeActions notices;
    private final HistoryActions history;
    private final Finding finding;
    private final Openings openings;
    private final FileActions files;
    private boolean over;

    /** @param end ends the program */
    public Commands(ConsoleState console, Runnable end) {
        this(console, end, Clock.systemDefaultZone());
    }

    /** On the person's own machine. */
    public Commands(ConsoleState console, Runnable end, Clock clock) {
        this(console, end, clock, Place.OWN);
    }

    /** @param clock tells what day it is, and the zone of the times of day */
    public Commands(ConsoleState console, Runnable end, Clock clock, Place place) {
        this.console = console;
        this.end = end;
        this.place = place;
        accounts = new AccountActions(console, place, () -> openings().reopen());
        rooms = new RoomActions(console);
        hosting = new HostingActions(console);
        chats = new ChatActions(console);
        speech = new Speech(console, chats, rooms);
        lists = new Lists(console.requests());
        outbox = new Outbox(console);
        contactTrust = new ContactTrust(console);
        ignoring = new IgnoreActions(console);
        loginListing = new LoginListing(console);
        settings = new SettingActions(console);
        doctor = new Doctor(console, System.getenv());
        notices = new NoticeActions(console, settings);
        history = new HistoryActions(console, clock);
        finding = new Finding(console, clock);
        openings = new Openings(console, clock);
        files = new FileActions(console);
    }

    /** Returns whether the user has left. */
    public boolean isOver() {
        return over;
    }

    ConsoleState console() {
        return console;
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

    Doctor doctor() {
        return doctor;
    }

    NoticeActions notices() {
        return notices;
    }

    FileActions files() {
        return files;
    }

    SettingActions settings() {
        return settings;
    }

    HistoryActions history() {
        return history;
    }

    Finding finding() {
        return finding;
    }

    public Openings openings() {
        return openings;
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
        Optional<Command> command = CommandTable.find(typed.command());
        if (command.isEmpty()) {
            console.error("unknown command /" + SafeText.of(typed.command()) + CommandTable.unknown(typed.command()));
            return Future.succeededFuture();
        }
        if (place == Place.HOSTED && command.get().name().equals("logout")) {
            return shown(this::quit);
        }
        if (!place.allows(command.get().name())) {
            console.error(
                    "/" + command.get().name() + " is not possible here: this console runs on another machine than"
                            + " yours. /quit leaves and logs out.");
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
    private Future<Void> done(Command command, List<String> words) {
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

    /** Says the text where the user is, even if it begins with a slash. Failures are shown. */
    public Future<Void> say(String text) {
        return shown(() -> speech.say(text));
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

    Future<Void> sessions() {
        return loginListing.show();
    }

    Future<Void> who() {
        return lists.users()
                .<Void>map(peers -> {
                    peers.forEach(peer -> console.plain("  " + Lists.contact(peer)));
                    return null;
                })
                .recover(this::nobodyElse);
    }

    /** An empty list is no failure. */
    private Future<Void> nobodyElse(Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.NOBODY_ELSE) {
            console.notice(console.explained(cause));
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
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

    /** Does something about the user that the first word names, in the room that the second word names. */
    Future<Void> about(List<String> words, BiFunction<String, String, Future<Void>> work) {
        String user = Typed.user(words.get(0), Reason.NO_SUCH_USER);
        return inRoom(words.subList(1, words.size()), room -> work.apply(room, user));
    }

    Future<Void> roomList() {
        return lists.rooms().map(all -> {
            RoomListing.show(console, all, false);
            return null;
        });
    }

    /** Does the work in the named room, or in the current one if no room is named. */
    Future<Void> inRoom(List<String> words, Function<String, Future<Void>> work) {
        Optional<String> room = words.isEmpty()
                ? console.conversations().room()
                : Optional.of(Typed.room(words.get(0), Reason.NO_SUCH_ROOM));
        if (room.isEmpty()) {
            console.error("You are in no room. /join NAME enters one, /rooms lists them.");
            return Future.succeededFuture();
        }
        return work.apply(room.get());
    }

    /** @param words the room, and perhaps its kind and password */
    public Future<Void> join(List<String> words) {
        return RoomCommands.join(this, words);
    }

    public Future<Void> answer(List<String> words, boolean accept) {
        Optional<String> user = words.isEmpty()
                ? console.chatRequests().first()
                : console.chatRequests().find(Typed.user(words.get(0), Reason.NO_SUCH_USER));
        if (user.isEmpty()) {
            console.error(
                    words.isEmpty()
                            ? "nobody asks for a chat or offers a file"
                            : SafeText.of(words.get(0)) + " does not ask for a chat");
            return Future.succeededFuture();
        }
        return chats.answer(user.get(), accept);
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

    /** Tries to reach the registry now instead of waiting for the next try. */
    public Future<Void> reconnect() {
        console.standing().askTry();
        return console.requests().registry("retry", new JsonObject()).map(json -> {
            console.notice(json.getBoolean("trying") ? "trying the registry now …" : "the registry is there");
            return null;
        });
    }

    /** Ends the program in any case; if a user is logged in, tells what became of the last messages and logs out first. */
    public Future<Void> quit() {
        over = true;
        Future<Void> goodbye = console.standing().isLoggedIn() ? accounts.leave() : Future.succeededFuture();
        return goodbye.onComplete(done -> end.run());
    }
}
