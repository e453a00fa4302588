package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.admin.VerbText;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanTime;
import org.hobnob.registry.store.AdminDocument;

/** Verbs about bans from the registry. */
final class BanVerbs {
    private static final String SUBJECT = "whom";

    private final Services services;
    private final AdminDocument administration;
    private final Clock clock;

    BanVerbs(Services services, AdminDocument administration, Clock clock) {
        this.services = services;
        this.administration = administration;
        this.clock = clock;
    }

    Map<String, Handler> handlers() {
        return Map.of("ban add", this::add, "ban list", this::list, "ban show", this::show, "ban lift", this::lift);
    }

    private Future<JsonObject> add(Asked asked) {
        String subject = subject(asked);
        requireNoAccident(asked, subject);
        String reason = asked.optional("reason").orElse("");
        JsonObject ban =
                new JsonObject().put("subject", subject).put("words", reason).put("by", asked.by());
        asked.optional("for").ifPresent(time -> ban.put("until", clock.millis() + ms(time)));
        return requireNoAdmin(subject)
                .compose(done -> services.presence("add-ban", ban))
                .map(made -> row(made.getJsonObject("ban"))
                        .put(
                                "time",
                                asked.optional("for").map(time -> "for " + time).orElse("for good"))
                        .put("registries", made.getInteger("registries"))
                        .put("where", where(made)));
    }

    private static String subject(Asked asked) {
        try {
            return Ban.subjectOf(asked.text(SUBJECT));
        } catch (IllegalArgumentException e) {
            throw Explained.refusal(Reason.MALFORMED, e.getMessage());
        }
    }

    private static long ms(String time) {
        try {
            return BanTime.parseMs(time);
        } catch (IllegalArgumentException e) {
            throw Explained.refusal(Reason.MALFORMED, e.getMessage());
        }
    }

    /** Whoever bans loopback shuts out all who use this machine; whoever bans the own address, itself. */
    private static void requireNoAccident(Asked asked, String subject) {
        if (Ban.userOf(subject).isPresent() && subject.equals(ownSubject(asked).orElse(""))) {
            throw Explained.refusal(Reason.NOT_ALLOWED, "that is you: somebody else must ban you");
        }
        boolean isOwn = Ban.covers(subject, asked.from());
        if ((isOwn || Ban.hasLoopback(subject)) && !asked.flag("self")) {
            throw Explained.refusal(
                    Reason.NOT_ALLOWED,
                    (isOwn ? "you are at that address" : "this machine itself is at that address")
                            + ": add --self if you mean it; nothing was changed");
        }
    }

    /** Who takes the role away sees to it that somebody else has it. */
    private Future<Void> requireNoAdmin(String subject) {
        Optional<UserName> user = Ban.userOf(subject).flatMap(UserName::of);
        return user.isEmpty()
                ? Future.succeededFuture()
                : administration.current().map(now -> {
                    if (now.isAdmin(user.get())) {
                        throw Explained.refusal(
                                Reason.NOT_ALLOWED,
                                "that user is an administrator: user demote " + user.get()
                                        + " first; nothing was changed");
                    }
                    return null;
                });
    }

    private static Optional<String> ownSubject(Asked asked) {
        return asked.isByOwner() ? Optional.empty() : Optional.of(Ban.subjectOf(asked.by()));
    }

    private Future<JsonObject> list(Asked asked) {
        return services.presence("list-bans", new JsonObject())
                .map(found -> new JsonObject().put(VerbText.ROWS, rows(found, ban -> true)));
    }

    /** All bans that keep a user, an address or a range out, the ranges around it among them. */
    private Future<JsonObject> show(Asked asked) {
        String subject = subject(asked);
        String address = asked.text(SUBJECT);
        return services.presence("list-bans", new JsonObject()).map(found -> {
            JsonArray rows = rows(
                    found,
                    ban -> ban.getString("subject").equals(subject) || Ban.covers(ban.getString("subject"), address));
            if (rows.isEmpty()) {
                throw Explained.refusal(Reason.NOT_ALLOWED, "no ban keeps " + address + " out; see: ban list");
            }
            return new JsonObject().put(VerbText.ROWS, rows);
        });
    }

    private Future<JsonObject> lift(Asked asked) {
        String subject = subject(asked);
        return services.presence("lift-ban", new JsonObject().put("subject", subject))
                .map(lifted -> {
                    if (lifted.getJsonObject("ban") == null) {
                        throw Explained.refusal(
                                Reason.NOT_ALLOWED,
                                "there is no ban of exactly that; see: ban show " + asked.text(SUBJECT) + ", ban list");
                    }
                    return row(lifted.getJsonObject("ban")).put("where", where(lifted));
                });
    }

    private static JsonArray rows(JsonObject found, Predicate<JsonObject> fits) {
        JsonArray rows = new JsonArray();
        found.getJsonArray("bans").stream()
                .map(JsonObject.class::cast)
                .filter(fits)
                .forEach(ban -> rows.add(row(ban)));
        return rows;
    }

    private static JsonObject row(JsonObject ban) {
        String subject = ban.getString("subject");
        int blank = subject.indexOf(' ');
        return new JsonObject()
                .put("kind", subject.substring(0, blank))
                .put("subject", subject.substring(blank + 1))
                .put("reason", ban.getString("words"))
                .put("untilAt", ban.getLong("until"))
                .put("sinceAt", ban.getLong("since"))
                .put("by", ban.getString("by"));
    }

    private static String where(JsonObject changed) {
        JsonArray behind = changed.getJsonArray("behind", new JsonArray());
        int all = changed.getInteger("registries", 1);
        if (behind.isEmpty()) {
            return all == 1 ? "in force now" : "in force at all " + all + " registries";
        }
        return "in force at " + (all - behind.size()) + " of " + all + " registries; not yet at "
                + String.join(", ", behind.stream().map(String::valueOf).toList()) + ", see: node list";
    }
}
