package org.hobnob.registry.store.embedded;

/**
 * How the embedded store writes its file.
 *
 * <p>Syncing is the default because it is cheap compared with a lost file: on a virtual disk that caches, a commit took 140
 * µs with syncing and 90 µs without, and writers that wait at the same time share it. On a disk that takes milliseconds to
 * sync, a single writer becomes slower, and many writers hardly.
 *
 * @param sync whether an acknowledged write also survives a loss of power: each group commit then waits for the disk.
 *     Without syncing a write survives any end of the process, but a loss of power may destroy the whole file, because
 *     freed space is reused before the disk is known to hold what replaced it.
 */
public record StoreOptions(boolean sync) {
    /** Survives a loss of power. */
    public static final StoreOptions DEFAULT = new StoreOptions(true);
}
