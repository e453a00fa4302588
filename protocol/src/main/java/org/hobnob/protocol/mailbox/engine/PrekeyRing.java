package org.hobnob.protocol.mailbox.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.MailRecord.PrivateKey;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.Prekey.Kind;
import org.hobnob.protocol.message.Request;

/** The user's prekeys: which are made, and which private keys are still needed (SPEC 14.1). */
final class PrekeyRing {
    private final Envelopes envelopes;
    private final RandomGenerator random;
    private final Map<String, PrivateKey> keys = new HashMap<>();
    /** The oldest first. */
    private final Set<String> spent = new LinkedHashSet<>();

    private int used;

    PrekeyRing(Envelopes envelopes, Collection<MailRecord> stored, RandomGenerator random) {
        this.envelopes = envelopes;
        this.random = random;
        of(PrivateKey.class, stored).forEach(key -> keys.put(key.id(), key));
        of(MailRecord.Spent.class, stored)
                .sorted(Comparator.comparingLong(MailRecord.Spent::at))
                .forEach(one -> spent.add(one.id()));
    }

    private static <T extends MailRecord> Stream<T> of(Class<T> type, Collection<MailRecord> stored) {
        return stored.stream().filter(type::isInstance).map(type::cast);
    }

    Optional<byte[]> privateKey(String prekey) {
        return Optional.ofNullable(keys.get(prekey)).map(key -> HexFormat.of().parseHex(key.privateKey()));
    }

    /** Returns whether the letter of this one-time prekey was taken. */
    boolean isSpent(String prekey) {
        return spent.contains(prekey);
    }

    /** Returns what erases the private key; empty if others may still seal to the prekey. */
    Optional<MailRecord> spending(String prekey, long nowEpochMs) {
        return Optional.ofNullable(keys.get(prekey))
                .filter(key -> key.prekey().kind() == Kind.ONE_TIME)
                .map(key -> new MailRecord.Spent(prekey, nowEpochMs));
    }

    /** The private key is erased from the disk. */
    void spend(String prekey, List<MailEffect> effects) {
        keys.remove(prekey);
        spent.add(prekey);
        used++;
        while (spent.size() > MailLimits.SPENT) {
            String oldest = spent.iterator().next();
            spent.remove(oldest);
            effects.add(new MailEffect.Drop(new MailRecord.Spent(oldest, 0).key()));
        }
    }

    /** Returns whether so many were used that the registry may have few left; asked once for them. */
    boolean isRunningOut() {
        boolean isDue = used >= MailLimits.USED_PREKEYS;
        used = isDue ? 0 : used;
        return isDue;
    }

    /** Erases what no letter can need any more, and returns the weekly prekey to leave at the registry. */
    Prekey weekly(long nowEpochMs, List<MailEffect> effects) {
        keys.values().stream()
                .filter(key -> key.prekey().expires() + MailLimits.LETTER_LIFE_MS <= nowEpochMs)
                .toList()
                .forEach(key -> erase(key, effects));
        return keys.values().stream()
                .map(PrivateKey::prekey)
                .filter(prekey -> prekey.kind() == Kind.WEEKLY)
                .filter(prekey -> prekey.expires() > nowEpochMs + MailLimits.WEEKLY_LIFE_MS - MailLimits.WEEK_MS)
                .max(Comparator.comparingLong(Prekey::expires))
                .orElseGet(() -> make(Kind.WEEKLY, nowEpochMs + MailLimits.WEEKLY_LIFE_MS, effects));
    }

    /** Returns new one-time prekeys for a registry that has only so many left. */
    List<Prekey> oneTime(int left, long nowEpochMs, List<MailEffect> effects) {
        List<Prekey> made = new ArrayList<>();
        int due = left >= MailLimits.FEW_PREKEYS ? 0 : MailLimits.PREKEYS - Math.max(0, left);
        for (int count = 0; count < Math.min(due, Request.MAX_MAIL_ENTRIES); count++) {
            made.add(make(Kind.ONE_TIME, nowEpochMs + MailLimits.ONE_TIME_LIFE_MS, effects));
        }
        return made;
    }

    private Prekey make(Kind kind, long expires, List<MailEffect> effects) {
        makeWay(effects);
        LetterSeal.KeyPair pair = envelopes.seal().newKeyPair();
        String id = HexFormat.of().toHexDigits(random.nextLong());
        String publicKey = HexFormat.of().formatHex(pair.publicKey());
        Prekey prekey =
                Prekey.signed(envelopes.self(), envelopes.pin(), id, kind, publicKey, expires, envelopes.signer());
        PrivateKey key = new PrivateKey(id, HexFormat.of().formatHex(pair.privateKey()), prekey);
        keys.put(id, key);
        effects.add(new MailEffect.Keep(key));
        return prekey;
    }

    /** One-time keys only: a weekly one expires sooner, and is the one that everybody may still seal to. */
    private void makeWay(List<MailEffect> effects) {
        keys.values().stream()
                .filter(key -> key.prekey().kind() == Kind.ONE_TIME)
                .sorted(Comparator.comparingLong(key -> key.prekey().expires()))
                .limit(Math.max(0, keys.size() - MailLimits.PRIVATE_KEYS + 1))
                .toList()
                .forEach(oldest -> erase(oldest, effects));
    }

    private void erase(PrivateKey key, List<MailEffect> effects) {
        keys.remove(key.id());
        effects.add(new MailEffect.Drop(key.key()));
    }
}
