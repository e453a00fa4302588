package org.hobnob.launcher.bench.hostile.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void longestLifeIsThatOfACutConnection() {
        tally.opened("a", 10);
        tally.opened("b", 20);
        tally.ended("a", 110);
        tally.ended("b", 70);

        assertEquals(new AttackReport(2, 0, 2, 0, 100, 0, 0), tally.report(1_000));
    }

    @Test
    void connectionsStillOpenCountUpToTheEnd() {
        tally.opened("a", 10);
        tally.opened("b", 20);
        tally.ended("a", 50);

        assertEquals(new AttackReport(2, 0, 1, 1, 980, 0, 0), tally.report(1_000));
    }

    @Test
    void connectionDroppedByTheAttackerIsNotCut() {
        tally.opened("a", 10);
        tally.dropping("a");
        tally.ended("a", 500);

        assertEquals(new AttackReport(1, 0, 0, 0, 0, 0, 0), tally.report(1_000));
    }

    @Test
    void reportSurvivesItsWayToAnotherProcess() {
        tally.opened("a", 10);
        tally.failed();
        tally.sent(7);
        tally.told(3);
        AttackReport report = tally.report(20);

        assertEquals(report, AttackReport.of(report.json()));
    }
}
