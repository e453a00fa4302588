package org.hobnob.registry.store.embedded;

/**
 * How the embedded store keeps its file.
 *
 * <p>Syncing is the default because it is cheap and its lack is not: a commit took 50 µs longer than the 90 µs without,
 * on a virtual disk that caches, and writers that wait together share it. On a disk that takes milliseconds a lone
 * writer feels it, and many writers hardly.
 *
 * @param sync whether an acknowledged write also survives the loss of power: each group commit then waits for the
 *     disk. Without it a write survives the end of the process, however violent, but a loss of power may cost the whole
 *     file, because freed space is used again before the disk is known to hold what replaced it.
 */
public record StoreOptions(boolean sync) {
    /** Safe against loss of power. */
    public static final StoreOptions DEFAULT = new StoreOptions(true);
}
