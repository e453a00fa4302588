package org.hobnob.protocol.mailbox.keeper;

/** An action that the keeper requests. */
public sealed interface KeeperEffect {
    /** Store the record; it replaces an earlier one with the same key. */
    record Keep(KeptRecord stored) implements KeeperEffect {}

    /** Delete the record with this key. */
    record Drop(String key) implements KeeperEffect {}
}
