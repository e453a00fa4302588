package org.hobnob.registry.rules.credentials;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers which addresses logged in to which accounts. Only a successful login adds an entry, and a client with many
 * successes evicts its own entries first: each account drops its oldest address, and each address its oldest account. Only
 * when the whole table is full is the oldest entry of all evicted, and filling it takes both many accounts and many
 * addresses.
 */
final class KnownAddresses {

    record Pair(String account, String address) {}

    private final int maxPairs;
    private final int maxPerAccount;
    private final int maxPerAddress;
    private final LinkedHashSet<Pair> pairs = new LinkedHashSet<>();
    private final Map<String, LinkedHashSet<Pair>> byAccount = new HashMap<>();
    private final Map<String, LinkedHashSet<Pair>> byAddress = new HashMap<>();

    KnownAddresses(int maxPairs, int maxPerAccount, int maxPerAddress) {
        this.maxPairs = maxPairs;
        this.maxPerAccount = maxPerAccount;
        this.maxPerAddress = maxPerAddress;
    }

    boolean contains(Pair pair) {
        return pairs.contains(pair);
    }

    int size() {
        return pairs.size();
    }

    /**
     * Adds the pair as the newest entry.
     *
     * @return the pair that was evicted, if any
     */
    Optional<Pair> add(Pair pair) {
        remove(pair);
        Optional<Pair> forgotten = oldestIfFull(byAccount.get(pair.account()), maxPerAccount)
                .or(() -> oldestIfFull(byAddress.get(pair.address()), maxPerAddress))
                .or(() -> oldestIfFull(pairs, maxPairs));
        forgotten.ifPresent(this::remove);
        pairs.add(pair);
        byAccount.computeIfAbsent(pair.account(), a -> new LinkedHashSet<>()).add(pair);
        byAddress.computeIfAbsent(pair.address(), a -> new LinkedHashSet<>()).add(pair);
        return forgotten;
    }

    /**
     * Removes all entries of the account.
     *
     * @return the pairs that were removed
     */
    Set<Pair> removeAccount(String account) {
        Set<Pair> forgotten = Set.copyOf(byAccount.getOrDefault(account, new LinkedHashSet<>()));
        forgotten.forEach(this::remove);
        return forgotten;
    }

    private void remove(Pair pair) {
        if (pairs.remove(pair)) {
            removeFrom(byAccount, pair.account(), pair);
            removeFrom(byAddress, pair.address(), pair);
        }
    }

    private static void removeFrom(Map<String, LinkedHashSet<Pair>> index, String key, Pair pair) {
        index.computeIfPresent(key, (k, of) -> of.remove(pair) && of.isEmpty() ? null : of);
    }

    private static Optional<Pair> oldestIfFull(LinkedHashSet<Pair> of, int max) {
        return of == null || of.size() < max
                ? Optional.empty()
                : Optional.of(of.iterator().next());
    }
}
