package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The commands with which accounts with the admin role administer the registry. */
final class AdminCommands {
    static final List<Command> ROWS = List.of(
            row("admin")
                    .takes("VERB …", 1, 1, Argument.TEXT)
                    .does("administer the registry, if your account may")
                    .explained(
                            "The verbs are those of hobnob admin: user list, kick omar, ban add omar --for 1d, room close lab …",
                            "/admin claim TOKEN makes your account an administrator, with the token that the registry printed.")
                    .example("/admin user list")
                    .runs((own, words) -> administer(own, words.get(0))),
            row("invitation")
                    .takes("TOKEN", 1, 1, Argument.TEXT)
                    .does("name the invitation with which you sign up")
                    .explained(
                            "Where a registry makes accounts for those only who have one. A join link may have it in it.")
                    .example("/invitation ABCD-EFGH-IJKL-MNOP")
                    .runs((own, words) -> own.accounts().invited(words.get(0))));

    private AdminCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.PROGRAM, names);
    }

    private static Future<Void> administer(Commands own, String line) {
        return own.console()
                .requests()
                .registrySlowly("administer", new JsonObject().put("line", line))
                .map(answer -> {
                    boolean asks = answer.getBoolean("ask", false);
                    answer.getString("text").lines().forEach(own.console()::plain);
                    if (asks) {
                        own.console().notice("Nothing was done yet. To do it: /admin " + line + " --yes");
                    }
                    return null;
                });
    }
}
