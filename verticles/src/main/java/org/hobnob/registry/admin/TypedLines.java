package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Passphrase;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbLine;
import org.hobnob.admin.VerbText;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/** What users type behind {@code /admin} in the console: lines in, lines out (SPEC 4.13). */
final class TypedLines {
    private static final int PAGE = 40;

    private final Handler run;
    private final RandomGenerator random;

    /** @param run does a verb, if who asks may */
    TypedLines(Handler run, RandomGenerator random) {
        this.run = run;
        this.random = random;
    }

    /**
     * Answers with {@code text}, and {@code ask} where it is a question; fails only where the user may not.
     *
     * @param from the address from which the user is logged in
     */
    Future<JsonObject> typed(UserName user, String from, String line) {
        VerbLine read;
        try {
            read = VerbLine.read(line);
        } catch (VerbLine.NoVerbException e) {
            return answered(List.of(e.getMessage()));
        }
        Verb verb = read.verb();
        if (verb.who() == Verb.Who.OWNER) {
            return answered(
                    List.of("only whoever owns the registry's data folder may do that: hobnob admin " + verb.name()));
        }
        boolean asks = verb.question().isPresent() && !read.isConfirmed();
        if (asks) {
            return answered(List.of(verb.question(read.args()).orElseThrow())).map(json -> json.put("ask", true));
        }
        JsonObject args = read.args();
        if (verb.gives().isList() && !args.containsKey("limit") && takes(verb, "limit")) {
            args.put("limit", PAGE);
        }
        return takes(verb, "password") ? withPassword(verb, args, user, from) : run(verb, args, user, from, List.of());
    }

    private static boolean takes(Verb verb, String name) {
        return verb.takes().stream().map(Parameter::name).anyMatch(name::equals);
    }

    /** A password that was typed here would be seen on the screen: one is made, and shown once. */
    private Future<JsonObject> withPassword(Verb verb, JsonObject args, UserName user, String from) {
        String password = Passphrase.random(random);
        args.put("password", PasswordHash.ofPassword(password).hex());
        return run(verb, args, user, from, List.of("The password is: " + password + "  (/passwd changes it)"));
    }

    private Future<JsonObject> run(Verb verb, JsonObject args, UserName user, String from, List<String> beside) {
        return run.answer(new Asked(verb, args, user.shown(), from))
                .compose(answer -> {
                    List<String> lines = new ArrayList<>(VerbText.lines(verb, args, answer, ZoneId.systemDefault()));
                    lines.addAll(beside);
                    if (answer.getBoolean(VerbText.MORE, false)) {
                        lines.add("more: " + verb.name() + " --after " + answer.getString(VerbText.NEXT));
                    }
                    return answered(lines);
                })
                .recover(cause -> explained(BusFailures.asRefusal(cause)));
    }

    /** Who may not ask at all learns nothing else. */
    private static Future<JsonObject> explained(RefusalException refusal) {
        return refusal.reason() == Reason.NOT_ALLOWED
                ? Future.failedFuture(refusal)
                : answered(List.of("not done: " + words(refusal)));
    }

    private static String words(RefusalException refusal) {
        String own = refusal.particulars().words();
        return own.isEmpty() ? VerbText.refusal(refusal.reason(), refusal.waitMs()) : own;
    }

    /** As many lines as an answer holds. */
    private static Future<JsonObject> answered(List<String> lines) {
        int shown = lines.size();
        String text = String.join("\n", lines);
        while (ChatText.of(text).isEmpty() && shown > 0) {
            shown--;
            text = String.join("\n", lines.subList(0, shown)) + "\n(" + (lines.size() - shown)
                    + " lines more; use --limit and --after, or hobnob admin at the registry)";
        }
        return Future.succeededFuture(new JsonObject().put("text", text));
    }
}
