package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HashBudgetTest {
    private static final String ADDRESS = "192.0.2.2";
    /** Pair: 2, then one in 10 s. Address: 5, then one a second. */
    private static final HashLimits LIMITS = new HashLimits(2, 10_000, 5, 1_000);

    private final HashBudget budget = new HashBudget(LIMITS, true);

    @Test
    void accountIsChargedPerAddress() {
        assertEquals(0, budget.charge("ann", ADDRESS, 0));
        assertEquals(0, budget.charge("ann", ADDRESS, 0));
        assertEquals(10_000, budget.charge("ann", ADDRESS, 0));
        assertEquals(0, budget.charge("ann", "192.0.2.3", 0), "the owner elsewhere");
        assertEquals(0, budget.charge("ann", ADDRESS, 10_000));
    }

    @Test
    void addressIsChargedOverAllAccounts() {
        for (int i = 0; i < 5; i++) {
            assertEquals(0, budget.charge("user" + i, ADDRESS, 0));
        }
        assertEquals(1_000, budget.charge("one-more", ADDRESS, 0));
        assertEquals(0, budget.charge("one-more", "192.0.2.3", 0));
    }

    @Test
    void refusedHashIsChargedToNobody() {
        for (int i = 0; i < 10; i++) {
            budget.charge("ann", ADDRESS, 0);
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(0, budget.charge("user" + i, ADDRESS, 0), "ann used two of the five");
        }
    }

    @Test
    void chargeCanBeTakenBack() {
        budget.charge("ann", ADDRESS, 0);
        budget.charge("ann", ADDRESS, 0);
        budget.giveBack("ann", ADDRESS, 0);
        assertEquals(0, budget.charge("ann", ADDRESS, 0));
    }

    @Test
    void loopbackIsSparedPerAddressButNotPerAccount() {
        for (int i = 0; i < 10; i++) {
            assertEquals(0, budget.charge("user" + i, "127.0.0.1", 0));
        }
        budget.charge("user0", "127.0.0.1", 0);
        assertEquals(10_000, budget.charge("user0", "127.0.0.1", 0));
    }
}
