package org.hobnob.protocol.mailbox.box;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.Prekey.Kind;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * The prekeys that one user has left (SPEC 14.1). Immutable; each change gives the next version.
 *
 * @param key the identity key that signed them
 * @param oneTime in the order in which they are given
 * @param version counts the changes; 0 where nothing was left yet
 */
public record PrekeyShelf(UserName user, PublicKey key, Optional<Prekey> weekly, List<Prekey> oneTime, long version) {
    public PrekeyShelf {
        oneTime = List.copyOf(oneTime);
    }

    /** Returns the shelf of a user who has left nothing yet. */
    public static PrekeyShelf empty(UserName user, PublicKey key) {
        return new PrekeyShelf(user, key, Optional.empty(), List.of(), 0);
    }

    /** What is taken, and what is left then. */
    public record Taken(Prekey prekey, PrekeyShelf left) {}

    /**
     * Returns the shelf with these prekeys too. Those that another key signed go; of too many one-time prekeys the oldest go.
     *
     * @param signedBy the key that signed the new ones
     */
    public PrekeyShelf with(List<Prekey> added, PublicKey signedBy, long nowMs) {
        boolean isSame = signedBy.equals(key);
        Optional<Prekey> newWeekly = isSame ? weekly : Optional.empty();
        List<Prekey> all = new ArrayList<>(isSame ? fresh(nowMs) : List.of());
        for (Prekey prekey : added) {
            if (prekey.kind() == Kind.WEEKLY) {
                newWeekly = Optional.of(prekey);
            } else if (all.stream().noneMatch(one -> one.id().equals(prekey.id()))) {
                all.add(prekey);
            }
        }
        List<Prekey> newest = all.subList(Math.max(0, all.size() - BoxLimits.ONE_TIME), all.size());
        return new PrekeyShelf(user, signedBy, newWeekly, newest, version + 1);
    }

    private List<Prekey> fresh(long nowMs) {
        return oneTime.stream().filter(prekey -> prekey.expires() > nowMs).toList();
    }

    /**
     * Takes a prekey that has not expired.
     *
     * @param mayTakeOneTime whether the asker may use a one-time prekey up
     * @return empty if there is none
     */
    public Optional<Taken> take(boolean mayTakeOneTime, long nowMs) {
        List<Prekey> fresh = fresh(nowMs);
        Optional<Prekey> reusable = weekly.filter(prekey -> prekey.expires() > nowMs);
        if (fresh.isEmpty() || !mayTakeOneTime && reusable.isPresent()) {
            return reusable.map(prekey -> new Taken(prekey, this));
        }
        List<Prekey> left = fresh.subList(1, fresh.size());
        return Optional.of(new Taken(fresh.get(0), new PrekeyShelf(user, key, weekly, left, version + 1)));
    }
}
