package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;

/** The commands about the program itself and its connection to the registry. */
final class ProgramCommands {
    static final List<Command> ROWS = List.of(
            row("help")
                    .takes("[COMMAND|TOPIC]", 0, 1, Argument.COMMAND)
                    .does("list the commands, or explain one")
                    .example("/help msg")
                    .runs((own, words) -> {
                        new Help(own.console()).show(words);
                        return Future.succeededFuture();
                    }),
            row("status")
                    .does("tell how things stand: registry, rooms, what waits, your key")
                    .example("/status")
                    .runs((own, words) -> new StatusReport(own.console(), own.outbox()).show()),
            row("doctor")
                    .does("find out why something does not work, and what to type")
                    .explained(
                            "Checks the registry, multicast, the ways to and from the members of your rooms, and this",
                            "machine. It takes some ten seconds; you can go on typing.")
                    .example("/doctor")
                    .runs((own, words) -> own.doctor().examine()),
            row("link")
                    .takes("[ROOM]", 0, 1, Argument.ROOM)
                    .does("show the link by which others join this registry, or a room")
                    .explained("Without ROOM it leads to the room that you are in.")
                    .example("/link lab3")
                    .runs(LinkAction::show),
            row("reconnect")
                    .does("try a lost registry at once")
                    .explained("So does Enter on an empty line.")
                    .example("/reconnect")
                    .runs((own, words) -> own.reconnect()),
            row("set")
                    .takes("[SETTING [VALUE]]", 0, 2, Argument.SETTING, Argument.VALUE)
                    .does("list the settings; tell or change one")
                    .explained(
                            "A change is kept in this profile. - takes the default again.",
                            "/set NAME tells the value, the default and what is allowed.")
                    .example("/set times seconds")
                    .runs((own, words) -> own.settings().set(words)),
            row("clear").does("clear the screen").example("/clear").runs((own, words) -> {
                own.console().screen().clear();
                return Future.succeededFuture();
            }),
            row("quit exit")
                    .does("log out and end the program")
                    .example("/quit")
                    .runs((own, words) -> own.quit()));

    private ProgramCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.PROGRAM, names);
    }
}
