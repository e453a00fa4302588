package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

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
            row("report")
                    .takes("[^NUMBER]", 0, 1, Argument.TEXT)
                    .does("show what somebody said here to whoever runs the registry")
                    .explained(
                            "The last message of somebody else in this room; ^2 the one before it. Its author's signature goes with",
                            "it, so that nobody can deny it; nothing else that was said does.")
                    .example("/report ^2")
                    .runs((own, words) -> own.speech().report(words.isEmpty() ? "" : words.get(0))),
            row("invitation")
                    .takes("TOKEN", 1, 1, Argument.TEXT)
                    .does("name the invitation with which you sign up")
                    .explained("For registries at which you need one to make an account. A join link may contain it.")
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
                .<Void>map(answer -> {
                    // Further in, so that no line looks like one of the console.
                    answer.getString("text")
                            .lines()
                            .forEach(said -> own.console().plain("  " + said));
                    if (answer.getBoolean("ask", false)) {
                        own.console().notice("Nothing was done yet. To do it: /admin " + line + " --yes");
                    }
                    return null;
                })
                .recover(cause -> {
                    if (cause instanceof RefusalException refusal && refusal.reason() == Reason.NOT_ALLOWED) {
                        own.console()
                                .error(
                                        "your account may not administer this registry; whoever runs it can change that");
                        return Future.succeededFuture();
                    }
                    return Future.failedFuture(cause);
                });
    }
}
