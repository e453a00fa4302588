package org.hobnob.registry.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.registry.door.RequestBudgets.Verdict;
import org.junit.jupiter.api.Test;

class RequestBudgetsTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final Verdict AT_ONCE = new Verdict(0, false, 0);
    private static final String FROM = "10.0.0.1";

    private final RequestBudgets<String> budgets = budgets(false);

    private static RequestBudgets<String> budgets(boolean spareLoopback) {
        Rate any = new Rate(10, 10);
        DoorLimits.Requests requests = new DoorLimits.Requests(
                any,
                new Rate(2, 200),
                new Rate(3, 100),
                new Rate(4, 50),
                new Rate(2, 1_000),
                2,
                500,
                new DoorLimits.Ahead(any, 1));
        Rate often = new Rate(1_000, 1);
        return new RequestBudgets<>(new DoorLimits(
                new ConnectionLimits(1_000, 1_000, often, often),
                new DoorLimits.Times(1, 1, 1, 1, 1, 1),
                new DoorLimits.Crowd(1, 1),
                requests,
                spareLoopback));
    }

    private Verdict charge(String connection, Cost cost) {
        return budgets.charge(connection, FROM, Optional.empty(), cost, 0);
    }

    private static Verdict afterMs(long ms) {
        return new Verdict(ms * NS_PER_MS, false, 0);
    }

    @Test
    void requestsBeyondTheBurstWaitForTheirTurn() {
        for (int i = 0; i < 10; i++) {
            assertEquals(AT_ONCE, charge("a", Cost.CHEAP));
        }
        assertEquals(afterMs(10), charge("a", Cost.CHEAP));
        assertEquals(afterMs(20), charge("a", Cost.CHEAP));
        assertEquals(AT_ONCE, charge("b", Cost.CHEAP));
    }

    @Test
    void eachClassOfCostHasItsOwnBudget() {
        charge("a", Cost.LIST);
        charge("a", Cost.LIST);
        assertEquals(afterMs(200), charge("a", Cost.LIST));
        assertEquals(AT_ONCE, charge("a", Cost.CHANGE));
        assertEquals(AT_ONCE, charge("a", Cost.HASH));
        assertEquals(AT_ONCE, charge("a", Cost.CHANGE));
        assertEquals(afterMs(100), charge("a", Cost.HASH), "hashes are changes too");
    }

    @Test
    void longWaitsAreRefusedAfterThePause() {
        for (int i = 0; i < 4; i++) {
            charge("a", Cost.LIST);
        }
        Verdict refused = new Verdict(500 * NS_PER_MS, true, 100 * NS_PER_MS);
        assertEquals(refused, charge("a", Cost.LIST));
        assertEquals(refused, charge("a", Cost.LIST), "what is refused costs nothing");
        assertEquals(afterMs(500), budgets.charge("a", FROM, Optional.empty(), Cost.LIST, 100 * NS_PER_MS));
    }

    @Test
    void oneAddressHasABudgetOverAllItsConnections() {
        for (String connection : new String[] {"a", "b"}) {
            charge(connection, Cost.LIST);
            charge(connection, Cost.LIST);
        }
        assertEquals(afterMs(100), charge("c", Cost.LIST));
        assertEquals(AT_ONCE, budgets.charge("d", "10.0.0.2", Optional.empty(), Cost.LIST, 0));
    }

    @Test
    void loopbackIsSparedOfTheBudgetPerAddress() {
        RequestBudgets<String> sparing = budgets(true);
        for (int i = 0; i < 100; i++) {
            assertEquals(AT_ONCE, sparing.charge("c" + i, "127.0.0.1", Optional.empty(), Cost.LIST, 0));
        }
    }

    @Test
    void oneUserHasABudgetOfChangesOverAllConnections() {
        RequestBudgets<String> sparing = budgets(true);
        Optional<String> dana = Optional.of("dana");
        for (int i = 0; i < 4; i++) {
            assertEquals(AT_ONCE, sparing.charge("c" + i, "127.0.0.1", dana, Cost.HASH, 0));
        }
        assertEquals(afterMs(50), sparing.charge("c", "127.0.0.1", dana, Cost.CHANGE, 0));
        sparing.forget("c");
        assertEquals(afterMs(100), sparing.charge("d", "127.0.0.1", dana, Cost.CHANGE, 0), "a new connection");
        assertEquals(AT_ONCE, sparing.charge("d", "127.0.0.1", dana, Cost.LIST, 0), "lists are told to nobody");
        assertEquals(AT_ONCE, sparing.charge("e", "127.0.0.1", Optional.of("omar"), Cost.CHANGE, 0));
    }

    @Test
    void nonsenseBeyondItsBudgetEndsTheConnection() {
        assertTrue(budgets.chargeNonsense("a", 0));
        assertTrue(budgets.chargeNonsense("a", 0));
        assertFalse(budgets.chargeNonsense("a", 0));
        assertTrue(budgets.chargeNonsense("b", 0));
        assertTrue(budgets.chargeNonsense("a", 1_000 * NS_PER_MS));
    }
}
