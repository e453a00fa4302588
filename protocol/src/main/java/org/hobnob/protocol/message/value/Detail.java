package org.hobnob.protocol.message.value;

/** Whether a list contains everything or names only. */
public enum Detail {
    DETAILED,
    PARTIAL
}
