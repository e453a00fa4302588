package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.RoomListing;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.KindWording;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/** Asks for what creating, joining and leaving rooms need. */
final class RoomForm {
    private static final String GO_ON = " (Enter skips): ";

    private final Flow flow;
    private final ConsoleState console;
    private final Commands commands;

    RoomForm(Flow flow, ConsoleState console, Commands commands) {
        this.flow = flow;
        this.console = console;
        this.commands = commands;
    }

    Future<Void> create() {
        return loggedIn(() -> flow.ask("name of the room: ", this::createNamed));
    }

    private Future<Void> loggedIn(java.util.function.Supplier<Future<Void>> work) {
        if (console.standing().isLoggedIn()) {
            return work.get();
        }
        return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
    }

    private Future<Void> createNamed(String text) {
        Optional<RoomName> room = RoomName.of(text.startsWith("#") ? text.substring(1) : text);
        if (room.isEmpty()) {
            return flow.again(Explanations.of(Reason.BAD_NAME));
        }
        JsonObject query = new JsonObject().put("room", room.get().shown());
        return console.requests()
                .registry("members", query)
                .compose(
                        exists -> flow.again("a room of that name exists already; choose another name, or quit"),
                        free -> askKind(room.get().shown()));
    }

    private Future<Void> askKind(String room) {
        List.of(RoomKind.values()).forEach(kind -> console.plain(KindWording.meaning(kind)));
        return flow.ask("sealed or open (Enter = sealed): ", text -> {
            Optional<RoomKind> kind = text.isEmpty() ? Optional.of(RoomKind.SEALED) : KindWording.typed(text);
            return kind.isPresent()
                    ? askCapacity(room, kind.get())
                    : flow.again("answer sealed or open; Enter is sealed, quit goes back");
        });
    }

    private Future<Void> askCapacity(String room, RoomKind kind) {
        return flow.ask("most members" + GO_ON, text -> {
            boolean number = text.matches("[1-9][0-9]{0,5}");
            return text.isEmpty() || number
                    ? askPassword(room, kind, text.isEmpty() ? 0 : Integer.parseInt(text))
                    : flow.again("a number from 1, or Enter for as many as the registry allows");
        });
    }

    private Future<Void> askPassword(String room, RoomKind kind, int capacity) {
        return flow.askHidden(
                "password of the room" + GO_ON,
                text -> askTitle(
                        room, kind, capacity, text.isEmpty() ? Optional.empty() : Optional.of(Typed.password(text))));
    }

    private Future<Void> askTitle(String room, RoomKind kind, int capacity, Optional<String> passwordHash) {
        return flow.ask(
                "description" + GO_ON,
                text -> Title.of(text).isEmpty()
                        ? flow.again("at most " + Title.MAX_BYTES + " bytes, without control characters")
                        : commands.rooms()
                                .create(room, kind, capacity, passwordHash, text)
                                .compose(done -> flow.finish(), cause -> notMade(cause)));
    }

    private Future<Void> notMade(Throwable cause) {
        console.error(cause);
        boolean taken = cause instanceof RefusalException refusal && refusal.reason() == Reason.ROOM_EXISTS;
        return taken ? create() : flow.goBack();
    }

    Future<Void> join() {
        return loggedIn(() -> commands.lists().rooms().compose(rooms -> {
            RoomListing.show(console, rooms, true);
            if (rooms.isEmpty()) {
                return flow.finish();
            }
            List<String> names =
                    rooms.stream().map(room -> room.getString("room")).toList();
            return flow.ask("number or name of the room: ", text -> join(Choices.named(names, text)));
        }));
    }

    /** @param words the room, if the command line contained one */
    Future<Void> join(List<String> words) {
        return words.isEmpty() ? join() : loggedIn(() -> join(words.get(0)));
    }

    /** Joins the room with this name. */
    Future<Void> join(String text) {
        Optional<RoomName> room = RoomName.of(text.startsWith("#") ? text.substring(1) : text);
        return room.isEmpty()
                ? flow.again("no such room; type a number of the list or a name, or quit")
                : commands.join(List.of(room.get().shown()))
                        .compose(done -> flow.finish(), cause -> refused(cause, room.get()));
    }

    private Future<Void> refused(Throwable cause, RoomName room) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        return switch (reason) {
            case WRONG_PASSWORD -> askPassword(room);
            case NO_SUCH_ROOM -> {
                console.error(
                        "there is no room #" + room + "; /create " + room + " makes it, /rooms lists what there is");
                yield flow.goBack();
            }
            case ROOM_FULL, BAD_NAME -> {
                console.error(cause);
                yield flow.ask("name of another room (quit goes back): ", this::join);
            }
            default -> {
                console.error(cause);
                yield flow.goBack();
            }
        };
    }

    private Future<Void> askPassword(RoomName room) {
        console.notice("#" + room + " wants its password");
        return flow.askHidden(
                "password of the room (not shown): ",
                text -> commands.rooms()
                        .join(room.shown(), Optional.empty(), Optional.of(Typed.password(text)))
                        .compose(done -> flow.finish(), cause -> {
                            boolean wrong = cause instanceof RefusalException refusal
                                    && refusal.reason() == Reason.WRONG_PASSWORD;
                            return wrong ? flow.again("wrong; type it again, or quit") : refused(cause, room);
                        }));
    }

    Future<Void> names() {
        return ofOwn(room -> commands.rooms().names(room));
    }

    Future<Void> leave() {
        return ofOwn(room -> commands.rooms().leave(room));
    }

    Future<Void> kick() {
        return about("name of the member to remove: ", commands.rooms()::kick);
    }

    Future<Void> ban() {
        return about("name of the user to keep out: ", commands.hosting()::ban);
    }

    Future<Void> invite() {
        return about("name of the user to invite: ", commands.hosting()::invite);
    }

    private Future<Void> about(String question, BiFunction<String, String, Future<Void>> work) {
        return ofOwn(room -> flow.ask(question, text -> {
            Optional<UserName> user = UserName.of(text.startsWith("@") ? text.substring(1) : text);
            if (user.isEmpty()) {
                return flow.again(Explanations.of(Reason.BAD_NAME));
            }
            flow.goBack();
            return work.apply(room, user.get().shown());
        }));
    }

    Future<Void> topic() {
        return ofOwn(room -> flow.ask("topic of #" + room + " (- for none): ", text -> {
            flow.goBack();
            return commands.hosting().topic(room, text.equals("-") ? "" : text);
        }));
    }

    private Future<Void> ofOwn(java.util.function.Function<String, Future<Void>> work) {
        List<String> names = console.conversations().all().stream()
                .filter(Conversation::isRoom)
                .map(Conversation::name)
                .toList();
        if (names.isEmpty()) {
            console.notice("you are in no room; 5 of the Main Menu or /join enters one");
            return flow.goBack();
        }
        if (names.size() == 1) {
            flow.goBack();
            return work.apply(names.get(0));
        }
        Choices.show(console, names.stream().map(name -> "#" + name).toList());
        return flow.ask("number or name of the room: ", text -> {
            String named = Choices.named(names, text.startsWith("#") ? text.substring(1) : text);
            if (names.stream().noneMatch(named::equalsIgnoreCase)) {
                return flow.again("you are in no room of that name; type a number of the list, or quit");
            }
            flow.goBack();
            return work.apply(named);
        });
    }
}
