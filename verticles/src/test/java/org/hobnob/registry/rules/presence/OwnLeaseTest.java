package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

@SuppressWarnings("ConstantOverflow") // the clock turns over
class OwnLeaseTest {
    private static final long HOLD_NS = 4_000_000_000L;
    private static final long NOW_NS = Long.MAX_VALUE - HOLD_NS / 2;

    private final OwnLease lease = new OwnLease(HOLD_NS);

    @Test
    void nothingIsHeldBeforeTheStoreGaveIt() {
        assertFalse(lease.holds(NOW_NS));
        assertFalse(lease.holds(0));
    }

    @Test
    void renewalCountsFromWhenItWasSent() {
        lease.renewed(NOW_NS);
        assertTrue(lease.holds(NOW_NS));
        assertTrue(lease.holds(NOW_NS + HOLD_NS - 1));
        assertFalse(lease.holds(NOW_NS + HOLD_NS));
    }

    @Test
    void pauseEndsTheLeaseUntilARenewal() {
        lease.renewed(NOW_NS);
        long wokenNs = NOW_NS + 20 * HOLD_NS;
        assertFalse(lease.holds(wokenNs));
        lease.renewed(wokenNs);
        assertTrue(lease.holds(wokenNs));
    }

    @Test
    void unknownNodeHoldsNoLease() {
        lease.renewed(NOW_NS);
        lease.lost();
        assertFalse(lease.holds(NOW_NS));
        lease.renewed(NOW_NS + 1);
        assertTrue(lease.holds(NOW_NS + 1));
    }

    @Test
    void aLeaseOfNoTimeIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new OwnLease(0));
    }
}
