package org.hobnob.registry.door;

/** How expensive a request is. Each class has a budget of its own. */
public enum Cost {
    /** Answered from memory in one step. */
    CHEAP,
    /** The cost grows with the length of the answer. */
    LIST,
    /** Writes to the store. */
    CHANGE,
    /** May compute a password hash. Charged as a change; how many hashes are computed is limited besides. */
    HASH
}
