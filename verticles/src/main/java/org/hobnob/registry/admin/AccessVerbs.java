package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hobnob.admin.VerbText;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;
import org.hobnob.registry.rules.admin.Registration;
import org.hobnob.registry.store.AdminDocument;
import org.hobnob.registry.store.Invites;
import org.hobnob.registry.store.Invites.Invite;

/** Verbs about who may come in: registration, invitations, and the token of the first administrator. */
final class AccessVerbs {
    private static final long DAY_MS = 24 * 60 * 60 * 1_000L;
    private static final long CLAIM_LIFE_MS = 7 * DAY_MS;
    private static final int MOST_USES = 10_000;
    private static final int MOST_DAYS = 3_650;
    private static final int ID_CHARS = 8;

    private final Roles roles;
    private final AdminDocument administration;
    private final Invites invites;
    private final Clock clock;
    private final RandomGenerator random;
    private final Function<Optional<InviteToken>, Optional<String>> link;

    /** @param link makes the join link, with an invitation or without, if the registry knows its addresses */
    AccessVerbs(
            Roles roles,
            AdminDocument administration,
            Invites invites,
            Clock clock,
            RandomGenerator random,
            Function<Optional<InviteToken>, Optional<String>> link) {
        this.roles = roles;
        this.administration = administration;
        this.invites = invites;
        this.clock = clock;
        this.random = random;
        this.link = link;
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "registration", this::registration,
                "invite create", this::invite,
                "invite list", this::list,
                "invite revoke", this::revoke,
                "token", asked -> token(),
                "claim", this::claim);
    }

    private Future<JsonObject> registration(Asked asked) {
        Future<Administration> now = asked.optional("mode")
                .map(word -> Registration.ofWord(word).orElseThrow(() -> new RefusalException(Reason.MALFORMED)))
                .map(mode -> administration.change(before -> before.with(mode)))
                .orElseGet(administration::current);
        return now.map(one -> new JsonObject().put("mode", one.registration().word()));
    }

    private Future<JsonObject> invite(Asked asked) {
        int uses = within(asked.number("uses", 1), MOST_USES);
        int days = within(asked.number("days", 7), MOST_DAYS);
        InviteToken token = InviteToken.random(random);
        long untilMs = clock.millis() + days * DAY_MS;
        Invite invite = new Invite(
                token.hash(), uses, untilMs, asked.by(), asked.optional("note").orElse(""));
        return invites.add(invite, clock.millis()).map(done -> {
            JsonObject answer = new JsonObject()
                    .put("id", id(invite))
                    .put("token", token.shown())
                    .put("uses", uses)
                    .put("untilAt", untilMs);
            link.apply(Optional.of(token)).ifPresent(text -> answer.put("link", text));
            return answer;
        });
    }

    private static int within(int number, int most) {
        if (number < 1 || number > most) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return number;
    }

    private static String id(Invite invite) {
        return invite.hash().substring(0, ID_CHARS);
    }

    private Future<JsonObject> list(Asked asked) {
        return invites.all().map(all -> {
            JsonArray rows = new JsonArray();
            all.forEach(one -> rows.add(new JsonObject()
                    .put("id", id(one))
                    .put("left", one.left())
                    .put("untilAt", one.untilMs())
                    .put("by", one.by())
                    .put("note", one.note())));
            return new JsonObject().put(VerbText.ROWS, rows);
        });
    }

    private Future<JsonObject> revoke(Asked asked) {
        return invites.all().compose(all -> {
            List<Invite> named =
                    all.stream().filter(one -> id(one).equals(asked.text("id"))).toList();
            return named.isEmpty()
                    ? Future.failedFuture(new RefusalException(Reason.BAD_INVITATION))
                    : invites.revoke(named.get(0).hash()).map(new JsonObject());
        });
    }

    Future<JsonObject> token() {
        InviteToken token = InviteToken.random(random);
        long untilMs = clock.millis() + CLAIM_LIFE_MS;
        return administration
                .change(now -> now.with(new Administration.Claim(token.hash(), untilMs)))
                .map(done -> new JsonObject().put("token", token.shown()).put("untilAt", untilMs));
    }

    /** A token for the first administrator, if this registry never had a change of its administration. */
    Future<Optional<String>> firstToken() {
        return administration
                .current()
                .compose(now -> now.version() > 0
                        ? Future.succeededFuture(Optional.empty())
                        : token().map(json -> Optional.of(json.getString("token"))));
    }

    /** Fails unless a claim would succeed now. */
    Future<Void> mayClaim(Asked asked) {
        if (asked.isByOwner()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_ALLOWED));
        }
        return administration.current().map(now -> {
            claimed(now, asked);
            return null;
        });
    }

    private Future<JsonObject> claim(Asked asked) {
        UserName user = new UserName(asked.by());
        return roles.give(user, now -> claimed(now, asked)).map(done -> new JsonObject().put("user", user.shown()));
    }

    private Administration claimed(Administration now, Asked asked) {
        String hash = InviteToken.of(asked.text("token"))
                .map(InviteToken::hash)
                .orElseThrow(() -> new RefusalException(Reason.BAD_TOKEN));
        return now.claimed(new UserName(asked.by()), hash, clock.millis());
    }
}
