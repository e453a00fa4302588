package org.hobnob.protocol.message.value;

/** How much a list tells: everything, or names only. */
public enum Detail {
    DETAILED,
    PARTIAL
}
