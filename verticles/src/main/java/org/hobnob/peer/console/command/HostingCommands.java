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
            row("host")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("make a member one more host of a room")
                    .explained(
                            "All hosts have the same rights, but not over somebody who became host earlier. To pass a room on, make",
                            "somebody a host, then give up your own role with /unhost and your name.")
                    .example("/host dana lab3")
                    .runs((own, words) -> own.about(words, own.hosting()::host)),
            row("unhost")
                    .takes("NAME [ROOM]", 1, 2, Argument.USER, Argument.OWN_ROOM)
                    .does("take the role of host from a later host, or give up your own")
                    .example("/unhost dana lab3")
                    .runs((own, words) -> own.about(words, own.hosting()::unhost)),
            row("room")
                    .takes(
                            "standing on|off, post all|hosts, history off|on|DAYSd, or hosted on|off [ROOM]",
                            2,
                            3,
                            Argument.oneOf("standing", "post", "history", "hosted"),
                            Argument.oneOf("on", "off", "all", "hosts", "7d"),
                            Argument.OWN_ROOM)
                    .does("keep a room; say who may speak or come, what newcomers get")
                    .explained(
                            "standing on: the room is kept when everybody has left, and its members stay members until they leave.",
                            "post hosts: only hosts may speak. history 7d: what is said from now on may be handed to those who come",
                            "within 7 days; on is 30 days. hosted on: hosted users, whose console runs on another machine, may enter a",
                            "sealed room, and whoever runs that machine can read it.")
                    .example("/room post hosts")
                    .runs((own, words) -> own.inRoom(
                            words.subList(2, words.size()),
                            room -> own.hosting().set(room, words.get(0), words.get(1)))));

    private HostingCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.HOSTING, names);
    }
}
