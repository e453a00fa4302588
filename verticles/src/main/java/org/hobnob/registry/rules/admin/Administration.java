package org.hobnob.registry.rules.admin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/**
 * How a registry is administered, as of one version. Immutable; each change is a new value with the next version.
 *
 * @param admins the accounts with the admin role, in the order in which they got it
 * @param motd what users are told when they log in; empty for nothing
 * @param claim what makes an account an administrator, once; empty if there is none
 */
public record Administration(
        long version, List<UserName> admins, Registration registration, String motd, Optional<Claim> claim) {
    /** The most accounts with the admin role. */
    public static final int MAX_ADMINS = 100;

    /** Before the first change. */
    public static final Administration NONE = new Administration(0, List.of(), Registration.OPEN, "", Optional.empty());

    /**
     * A token that was handed out.
     *
     * @param hash of the token, hex
     * @param untilMs until when it is good, in milliseconds since 1970
     */
    public record Claim(String hash, long untilMs) {
        public Claim {
            Objects.requireNonNull(hash, "hash");
        }
    }

    public Administration {
        admins = List.copyOf(admins);
        Objects.requireNonNull(registration, "registration");
        Objects.requireNonNull(motd, "motd");
        Objects.requireNonNull(claim, "claim");
    }

    public boolean isAdmin(UserName user) {
        return admins.contains(user);
    }

    /**
     * Checks that somebody else could administer the registry if this user could not log in.
     *
     * @throws RefusalException with {@link Reason#LAST_ADMIN} if the user is the only administrator
     */
    public void requireAnotherThan(UserName user) {
        if (admins.equals(List.of(user))) {
            throw new RefusalException(Reason.LAST_ADMIN);
        }
    }

    /** With one more administrator; the same if the user is one. */
    public Administration withAdmin(UserName user) {
        if (isAdmin(user)) {
            return this;
        }
        if (admins.size() >= MAX_ADMINS) {
            throw new RefusalException(Reason.NOT_ALLOWED);
        }
        return next(Stream.concat(admins.stream(), Stream.of(user)).toList(), registration, motd, claim);
    }

    /**
     * Without this administrator; the same if the user is none.
     *
     * @throws RefusalException with {@link Reason#LAST_ADMIN} if there is no other
     */
    public Administration withoutAdmin(UserName user) {
        requireAnotherThan(user);
        return without(user);
    }

    /** Without this administrator, whether or not there is another; the same if the user is none. */
    public Administration without(UserName user) {
        return isAdmin(user)
                ? next(admins.stream().filter(one -> !one.equals(user)).toList(), registration, motd, claim)
                : this;
    }

    public Administration with(Registration other) {
        return next(admins, other, motd, claim);
    }

    public Administration withMotd(String text) {
        return next(admins, registration, text, claim);
    }

    /** With this token in the place of an earlier one. */
    public Administration with(Claim token) {
        return next(admins, registration, motd, Optional.of(token));
    }

    /**
     * With the user an administrator, and the token used up.
     *
     * @throws RefusalException with {@link Reason#BAD_TOKEN} if it is not the one that was handed out last, or is over
     */
    public Administration claimed(UserName user, String hash, long nowMs) {
        if (claim.filter(one -> one.hash().equals(hash) && nowMs < one.untilMs())
                .isEmpty()) {
            throw new RefusalException(Reason.BAD_TOKEN);
        }
        List<UserName> all = isAdmin(user)
                ? admins
                : Stream.concat(admins.stream(), Stream.of(user)).toList();
        return next(all, registration, motd, Optional.empty());
    }

    private Administration next(List<UserName> others, Registration mode, String text, Optional<Claim> token) {
        return new Administration(version + 1, others, mode, text, token);
    }
}
