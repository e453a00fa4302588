package org.hobnob.registry.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.TrustedLogins;

/**
 * A stored account.
 *
 * @param user the name as it was registered
 * @param hashes of the password
 * @param epoch raised to revoke all earlier resume tokens
 * @param logins what logs in besides the password
 * @param known addresses from which the account was used, the newest last
 * @param stamp counts the changes of {@code epoch}, {@code logins}, {@code disabled} and the password by its user, from 0
 * @param createdMs when it was made, in milliseconds since 1970
 * @param disabled whether nobody may log in
 */
public record Account(
        UserName user,
        Hashes hashes,
        long epoch,
        TrustedLogins logins,
        List<String> known,
        long stamp,
        long createdMs,
        boolean disabled) {
    public Account {
        known = List.copyOf(known);
    }

    /**
     * The PHC strings of a password's hashes, each over another digest of it. At least one is there, unless nobody can log in
     * with a password.
     *
     * @param plain over {@link PasswordDigest#PLAIN}, with which original clients log in
     * @param salted over {@link PasswordDigest#SALTED}
     */
    public record Hashes(Optional<String> plain, Optional<String> salted) {
        public Hashes {
            Objects.requireNonNull(plain);
            Objects.requireNonNull(salted);
        }

        /** Returns the hash over the digest, if there is one. */
        public Optional<String> over(PasswordDigest digest) {
            return digest == PasswordDigest.PLAIN ? plain : salted;
        }

        @Override
        public String toString() {
            return "Hashes[***]";
        }
    }

    /** Returns the account with other logins, as the next change of it. */
    public Account withLogins(TrustedLogins changed) {
        return new Account(user, hashes, epoch, changed, known, stamp + 1, createdMs, disabled);
    }

    /**
     * Returns the account with other logins, all earlier resume tokens revoked and no known addresses, as the next change of
     * it.
     */
    public Account revoked(TrustedLogins changed) {
        return new Account(user, hashes, epoch + 1, changed, List.of(), stamp + 1, createdMs, disabled);
    }

    /** Returns the same change of the account with another password. */
    public Account withHashes(Hashes changed) {
        return new Account(user, changed, epoch, logins, known, stamp, createdMs, disabled);
    }

    /** Returns the same change of the account, disabled or not. */
    public Account withDisabled(boolean changed) {
        return new Account(user, hashes, epoch, logins, known, stamp, createdMs, changed);
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
