package org.hobnob.peer.console.command;

import java.util.List;

/** The commands of a room's host. */
final class HostingCommands {
    static final List<Command> ROWS = List.of(
            row("kick")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("remove a member from a room that you are host of")
                    .explained("The member can come back; /ban keeps a user out.")
                    .example("/kick omar")
                    .runs((own, words) -> own.about(words, own.rooms()::kick)),
            row("ban")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("keep a user out of a room that you are host of")
                    .example("/ban omar lab3")
                    .runs((own, words) -> own.about(words, own.hosting()::ban)),
            row("unban")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("let a banned user in again")
                    .example("/unban omar lab3")
                    .runs((own, words) -> own.about(words, own.hosting()::unban)),
            row("bans")
                    .takes("[ROOM]", 0, 1, Argument.OWN_ROOM)
                    .does("list who is banned from a room that you are host of")
                    .example("/bans")
                    .runs((own, words) -> own.inRoom(words, own.hosting()::bans)),
            row("room")
                    .takes(
                            "standing on|off, or post all|hosts [ROOM]",
                            2,
                            3,
                            Argument.oneOf("standing", "post"),
                            Argument.oneOf("on", "off", "all", "hosts"),
                            Argument.OWN_ROOM)
                    .does("keep an empty room; say who may speak")
                    .explained("standing on: the room is kept when everybody has left. post hosts: only you may speak.")
                    .example("/room post hosts")
                    .runs((own, words) -> own.inRoom(
                            words.subList(2, words.size()),
                            room -> own.hosting().set(room, words.get(0), words.get(1)))));

    private HostingCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.HOSTING, names);
    }
}
