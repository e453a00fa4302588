package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.RoomKind;

/** The commands that every member of a room has. */
final class RoomCommands {
    static final List<Command> ROWS = List.of(
            row("rooms list").does("list rooms").example("/rooms").runs((own, words) -> own.roomList()),
            row("join")
                    .takes("ROOM [sealed|open] [PASSWORD]", 1, 2, Argument.ROOM, Argument.oneOf("sealed", "open"))
                    .does("enter a room")
                    .explained(
                            "With sealed or open, only if the room is of that kind. If it has a password, it is asked for.")
                    .example("/join lab3")
                    .runs(RoomCommands::join),
            row("leave part")
                    .takes("[ROOM]", 0, 1, Argument.OWN_ROOM)
                    .does("leave a room")
                    .explained("Without a name, the one that you are in. So does q on a line of its own.")
                    .example("/leave lab3")
                    .runs((own, words) -> own.inRoom(words, own.rooms()::leave)),
            row("create")
                    .takes(
                            "ROOM [sealed|open] [standing] [SIZE [PASSWORD [TITLE]]]",
                            1,
                            2,
                            Argument.TEXT,
                            Argument.oneOf("sealed", "open", "standing"))
                    .does("make a room and enter it")
                    .explained(
                            "Only members can read a sealed room. Clients of the original system can enter an open one, and anyone",
                            "on the network can read and forge it. A standing room is kept when everybody has left, and its members stay",
                            "members until they leave it. SIZE is the most members; - stands for no password.",
                            "3 of the Main Menu asks for all of it, and does not show the password.")
                    .example("/create lab3 open 20 - Printers and plotters")
                    .runs(RoomCommands::create),
            row("names")
                    .takes("[ROOM]", 0, 1, Argument.OWN_ROOM)
                    .does("list a room's members")
                    .example("/names")
                    .runs((own, words) -> own.inRoom(words, own.rooms()::names)),
            row("topic")
                    .takes("[#ROOM] [TEXT]", 0, 1, Argument.TEXT)
                    .does("tell or set what a room is about; - for nothing")
                    .explained("Hosts set it, every member can read it.")
                    .example("/topic printers, floor 3")
                    .runs(RoomCommands::topic),
            row("invite")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("invite a user, who then needs no password")
                    .example("/invite amir lab3")
                    .runs((own, words) -> own.about(words, own.hosting()::invite)));

    private RoomCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.ROOMS, names);
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
    private static Future<Void> create(Commands own, List<String> words) {
        KindAndRest behind = KindAndRest.of(words);
        boolean standing = CommandLine.words(behind.rest(), 2).stream()
                .findFirst()
                .filter("standing"::equals)
                .isPresent();
        String rest = standing ? behind.rest().substring("standing".length()).strip() : behind.rest();
        List<String> more = CommandLine.words(rest, 3);
        return own.rooms()
                .create(
                        Typed.room(words.get(0), Reason.BAD_NAME),
                        behind.kind().orElse(RoomKind.SEALED),
                        standing,
                        more.isEmpty() ? 0 : Typed.capacity(more.get(0)),
                        more.size() > 1 ? Typed.roomPassword(more.get(1)) : Optional.empty(),
                        more.size() > 2 ? more.get(2) : "");
    }

    static Future<Void> join(Commands own, List<String> words) {
        String room = Typed.room(words.get(0), Reason.NO_SUCH_ROOM);
        if (own.console().conversations().isOpen(Conversation.room(room))) {
            own.console().conversations().enter(Conversation.room(room));
            own.console().notice("you are in #" + room + " already");
            return Future.succeededFuture();
        }
        KindAndRest more = KindAndRest.of(words);
        return own.rooms()
                .join(room, more.kind(), more.rest().isEmpty() ? Optional.empty() : Typed.roomPassword(more.rest()));
    }

    /** @param words nothing, or the rest of the line: a room with {@code #} before it, and the topic or {@code -} for none */
    private static Future<Void> topic(Commands own, List<String> words) {
        String line = words.isEmpty() ? "" : words.get(0);
        List<String> parts = line.startsWith("#") ? CommandLine.words(line, 2) : List.of("", line);
        String text = parts.size() > 1 ? parts.get(1) : "";
        return own.inRoom(
                parts.get(0).isEmpty() ? List.of() : parts.subList(0, 1),
                room -> text.isEmpty()
                        ? own.hosting().showTopic(room)
                        : own.hosting().topic(room, text.equals("-") ? "" : text));
    }
}
