package org.hobnob.peer.console.command;

import java.util.List;

/** The commands about other users: who is online, whose key is whose, whom not to read. */
final class PeopleCommands {
    static final List<Command> ROWS = List.of(
            row("who").does("list who is online").example("/who").runs((own, words) -> own.who()),
            row("whois")
                    .takes("NAME", 1, 1, Argument.USER)
                    .does("tell where a user is")
                    .example("/whois amir")
                    .runs((own, words) -> own.whois(words.get(0))),
            row("verify")
                    .takes("NAME [yes]", 1, 2, Argument.USER, Argument.oneOf("yes"))
                    .does("compare a user's key with the user")
                    .explained(
                            "Shows two lines of digits. Compare them side by side, or by a voice that you know.",
                            "If they are the same, add yes: the user's private lines say \"verified\" from then on.")
                    .example("/verify amir")
                    .runs((own, words) -> own.verify(words)),
            row("trust")
                    .takes("NAME [yes]", 1, 2, Argument.USER, Argument.oneOf("yes"))
                    .does("accept a user's key that has changed")
                    .explained("Ask the user why the key changed before you add yes.")
                    .example("/trust amir")
                    .runs((own, words) -> own.trust(words)),
            row("ignore")
                    .takes("[NAME]", 0, 1, Argument.USER)
                    .does("hide a user's lines; list whose are hidden")
                    .explained("The user is not told.")
                    .example("/ignore omar")
                    .runs((own, words) -> own.ignoring().ignore(words)),
            row("unignore")
                    .takes("NAME", 1, 1, Argument.USER)
                    .does("show a user's lines again")
                    .example("/unignore omar")
                    .runs((own, words) -> own.ignoring().unignore(words.get(0))),
            row("block")
                    .takes("[NAME]", 0, 1, Argument.USER)
                    .does("hide a user's lines, refuse chats and messages; list")
                    .explained("The user is not told, and gets no answer.")
                    .example("/block omar")
                    .runs((own, words) -> own.ignoring().block(words)),
            row("unblock")
                    .takes("NAME", 1, 1, Argument.USER)
                    .does("take a blocked user's chats and messages again")
                    .example("/unblock omar")
                    .runs((own, words) -> own.ignoring().unblock(words.get(0))));

    private PeopleCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.PEOPLE, names);
    }
}
