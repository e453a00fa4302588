package org.hobnob.registry.gateway;

import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.wire.Limits;

/** The number of list entries in one reply. */
final class Pages {
    /** More than fits into one reply of the original dialect, which has no pages. */
    static final int ORIGINAL_ENTRIES = 512;

    private Pages() {}

    static int limit(DialectName dialect) {
        return dialect == DialectName.NATIVE ? Limits.PAGE_ENTRIES : ORIGINAL_ENTRIES;
    }
}
