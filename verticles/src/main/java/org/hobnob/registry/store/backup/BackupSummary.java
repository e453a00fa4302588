package org.hobnob.registry.store.backup;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a backup says about itself, once it was read to its end and its checksum was right.
 *
 * @param schema the version of the store's schema
 * @param made when it was made, as ISO 8601 in UTC
 * @param isOfOneMoment whether it shows the store as it was at one moment; false if the database cannot do that
 * @param counts how many documents there are, by collection, in the order of their names
 * @param digest of all that stands before the sealed secrets
 * @param secrets the registry's secrets, if they are in it
 */
public record BackupSummary(
        int schema,
        String made,
        boolean isOfOneMoment,
        Map<String, Long> counts,
        byte[] digest,
        Optional<SealedSecrets> secrets) {
    public BackupSummary {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** How many documents there are. */
    public long documents() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Opens the sealed secrets.
     *
     * @return the text of the secrets file
     * @throws BackupRefusedException if the passphrase is another one
     */
    public Optional<String> open(char[] passphrase) {
        return secrets.map(one -> one.open(passphrase, digest));
    }
}
