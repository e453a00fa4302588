package org.hobnob.peer.link;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;

/**
 * Chooses how a user logs in at a registry (SPEC 2.2 and 4.3): with the profile's key, with the salted digest, or with the
 * plain one. The plain digest opens every account with the same password, so it goes only to registries that were trusted
 * before this program started, or where the person allows it. All futures succeed with the registry's reply, refusals
 * included.
 */
final class Logins {
    /**
     * A login that the person wants.
     *
     * @param stay whether the profile's key may log in from now on
     */
    record Wish(UserName user, Credentials credentials, boolean stay) {
        /** Returns whether the profile's key can log in once this login is granted. */
        boolean trustsKey() {
            return stay || credentials.plain().isEmpty();
        }
    }

    private final Supplier<Whereabouts> whereabouts;
    private final Optional<Pin> trustedBefore;

    /** @param trustedBefore the registry's key if it was trusted before this program started */
    Logins(Supplier<Whereabouts> whereabouts, Optional<Pin> trustedBefore) {
        this.whereabouts = whereabouts;
        this.trustedBefore = trustedBefore;
    }

    Future<Reply> login(RegistryClient client, Wish wish) {
        if (wish.credentials().plain().isEmpty()) {
            return byKey(client, wish.user());
        }
        return isSalted(client, wish.credentials()) ? salted(client, wish) : plain(client, wish, Optional.empty());
    }

    private Future<Reply> byKey(RegistryClient client, UserName user) {
        boolean can =
                client.caps().has(Capabilities.PROOF) && whereabouts.get().key().isPresent();
        return can
                ? client.begin(new Request.KeyLogin(user, whereabouts.get(), Optional.empty()))
                : refused(Command.KEY_LOGIN, Reason.UNKNOWN_COMMAND);
    }

    private Future<Reply> salted(RegistryClient client, Wish wish) {
        PasswordHash password = wish.credentials().salted().orElseThrow();
        return client.begin(new Request.Login(
                        wish.user(),
                        password,
                        PasswordDigest.SALTED,
                        Optional.empty(),
                        whereabouts.get(),
                        wish.stay(),
                        Optional.empty()))
                .compose(reply -> isRefused(reply, Reason.OLD_DIGEST)
                        ? plain(client, wish, Optional.of(password))
                        : Future.succeededFuture(reply));
    }

    /** @param next the salted digest, for the registry to keep from now on */
    private Future<Reply> plain(RegistryClient client, Wish wish, Optional<PasswordHash> next) {
        if (!maySendPlain(client, wish.credentials())) {
            return refused(Command.LOGIN, Reason.OLD_DIGEST);
        }
        return client.begin(new Request.Login(
                wish.user(),
                wish.credentials().plain().orElseThrow(),
                PasswordDigest.PLAIN,
                next,
                whereabouts.get(),
                wish.stay() && client.caps().has(Capabilities.PROOF),
                Optional.empty()));
    }

    /** @param byKey the user whom the profile's key logs in where the token is void; empty for nobody */
    Future<Reply> resume(RegistryClient client, ResumeToken token, Optional<UserName> byKey) {
        return client.begin(new Request.Resume(token, whereabouts.get()))
                .compose(reply -> byKey.isPresent() && isRefused(reply, Reason.BAD_TOKEN)
                        ? byKey(client, byKey.get()).map(again -> again instanceof Reply.LoggedIn ? again : reply)
                        : Future.succeededFuture(reply));
    }

    private static boolean isRefused(Reply reply, Reason reason) {
        return reply instanceof Reply.Refused refused && refused.reason() == reason;
    }

    /** @param forOriginals whether clients of the original system may log in to the account too */
    Future<Reply> register(
            RegistryClient client,
            UserName user,
            Credentials credentials,
            boolean forOriginals,
            Optional<InviteToken> invite) {
        PasswordHash plain = credentials.plain().orElseThrow();
        if (isSalted(client, credentials)) {
            return client.ask(new Request.Register(
                    user,
                    credentials.salted().orElseThrow(),
                    PasswordDigest.SALTED,
                    Optional.of(plain).filter(hash -> forOriginals),
                    invite));
        }
        return maySendPlain(client, credentials)
                ? client.ask(new Request.Register(user, plain, PasswordDigest.PLAIN, Optional.empty(), invite))
                : refused(Command.REGISTER, Reason.OLD_DIGEST);
    }

    /** @param forOriginals whether clients of the original system can log in with the new password too */
    Future<Reply> changePassword(RegistryClient client, Credentials old, Credentials fresh, boolean forOriginals) {
        Optional<PasswordHash> plain = fresh.plain().filter(hash -> forOriginals);
        return old.salted().isPresent() && isSalted(client, fresh)
                ? client.ask(new Request.ChangePassword(
                        old.salted().get(), fresh.salted().orElseThrow(), PasswordDigest.SALTED, plain))
                : refused(Command.CHANGE_PASSWORD, Reason.OLD_DIGEST);
    }

    private static boolean isSalted(RegistryClient client, Credentials credentials) {
        return client.caps().has(Capabilities.PROOF) && credentials.salted().isPresent();
    }

    private boolean maySendPlain(RegistryClient client, Credentials credentials) {
        return credentials.maySendPlain() || trustedBefore.equals(Optional.of(client.pin()));
    }

    private static Future<Reply> refused(Command command, Reason reason) {
        return Future.succeededFuture(new Reply.Refused(command, reason));
    }
}
