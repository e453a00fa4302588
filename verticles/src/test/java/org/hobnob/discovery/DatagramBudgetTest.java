package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class DatagramBudgetTest {
    private static final InetAddress FLOODER = AnnouncedTest.address("10.0.0.66");
    private static final InetAddress HONEST = AnnouncedTest.address("10.0.0.5");

    private final DatagramBudget budget = new DatagramBudget(0);

    @Test
    void floodOfOneSenderLeavesTheOthersHeard() {
        int heard = 0;
        for (int i = 0; i < 10_000; i++) {
            heard += budget.mayBeHeard(FLOODER, i / 10) ? 1 : 0;
        }
        assertEquals(DatagramBudget.HEARD_OF_SENDER + 4, heard);
        assertTrue(budget.mayBeHeard(HONEST, 1_000));
    }

    @Test
    void allSendersTogetherAreBounded() {
        for (int i = 0; i < DatagramBudget.HEARD_A_SECOND; i++) {
            assertTrue(budget.mayBeHeard(AnnouncedTest.address("10.1." + i + ".1"), 0));
        }
        assertFalse(budget.mayBeHeard(HONEST, 0));
        assertTrue(budget.mayBeHeard(HONEST, 1_000));
    }

    @Test
    void readingIsBoundedPerSecond() {
        for (int i = 0; i < DatagramBudget.READ_A_SECOND; i++) {
            assertEquals(0, budget.untilRead(300));
        }
        assertEquals(600, budget.untilRead(400));
        assertEquals(0, budget.untilRead(1_000));
    }
}
