package org.hobnob.launcher.bench.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.hostile.ResourceWatch.Peak;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.hostile.attack.Kind;
import org.hobnob.launcher.bench.hostile.attack.Kinds;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final long MB = 1_000_000;
    private static final long NS_PER_S = 1_000_000_000;

    private Kind kind = Kinds.of("flood-cheap").orElseThrow();
    private Phase before = phase(5, 5);
    private Phase during = phase(20, 5);
    private Peak resident = new Peak(100 * MB, 150 * MB);
    private OptionalLong greetedMs = OptionalLong.of(1_000);
    private AttackReport attackers = attackers(0, 5 * NS_PER_S);

    private static Latencies always(long ms) {
        Latencies latencies = new Latencies();
        IntStream.range(0, 100).forEach(i -> latencies.success(ms * NS_PER_MS));
        return latencies;
    }

    private static Phase phase(long requestMs, long newcomerMs) {
        return new Phase(always(requestMs), always(newcomerMs), 0);
    }

    private static AttackReport attackers(long open, long longestNs) {
        return new AttackReport(10, 0, 10 - open, open, longestNs, 100, 0);
    }

    private void assertMisses(String... misses) {
        HostileRow row =
                new HostileRow(kind, always(1), before, during, resident, new Peak(100, 5_000), greetedMs, attackers);
        Verdict verdict = Verdict.of(row);
        assertEquals(List.of(misses), verdict.misses());
        assertEquals(misses.length == 0, verdict.holds());
    }

    @Test
    void everythingAtItsLimitHolds() {
        assertMisses();
    }

    @Test
    void p99MayBeTwiceTheOneBefore() {
        before = phase(30, 5);
        during = phase(60, 5);
        assertMisses();

        during = phase(61, 5);
        assertMisses("p99 61 ms, allowed 60");
    }

    @Test
    void p99OfTwentyMillisecondsIsAlwaysAllowed() {
        during = phase(21, 5);
        assertMisses("p99 21 ms, allowed 20");
    }

    @Test
    void failuresOfAllHonestUsersCount() {
        during.requests().error("closed");
        during.newcomers().error("refused");
        during = new Phase(during.requests(), during.newcomers(), 1);
        assertMisses("3 failures");
    }

    @Test
    void failuresBeforeTheAttackSpoilTheRow() {
        before.requests().error("closed");
        assertMisses("1 failures before it");
    }

    @Test
    void memoryMayGrowByFiftyMegabytes() {
        resident = new Peak(100 * MB, 151 * MB);
        assertMisses("51 MB more memory");
    }

    @Test
    void newConnectionsMustBeGreetedWithinASecond() {
        greetedMs = OptionalLong.of(1_001);
        assertMisses("nobody greeted within a second afterwards");

        greetedMs = OptionalLong.empty();
        assertMisses("nobody greeted within a second afterwards");
    }

    @Test
    void attackersMustBeCutWithinFiveSecondsWhereThatIsDue() {
        attackers = attackers(3, 6 * NS_PER_S);
        assertMisses();

        kind = Kinds.of("unread").orElseThrow();
        assertMisses("attackers there for 6.0 s and still");
        attackers = attackers(0, 6 * NS_PER_S);
        assertMisses("attackers there for 6.0 s");
        attackers = attackers(3, 5 * NS_PER_S);
        assertMisses();
    }

    @Test
    void loginsMayWaitForOneHashMore() {
        kind = Kinds.of("hash").orElseThrow();
        before = phase(5, 30);
        during = phase(5, 90);
        assertMisses();

        during = phase(5, 92);
        assertMisses("logins take 92 ms, allowed 90");
    }

    @Test
    void attackersThatDidNothingProveNothing() {
        attackers = new AttackReport(0, 0, 0, 0, 0, 0, 0);
        assertMisses("the attackers did nothing");

        kind = Kinds.of("nobody").orElseThrow();
        assertMisses();
    }

    @Test
    void wordsNameAllThatWasMissed() {
        Verdict verdict = new Verdict(List.of("one", "another"));
        assertEquals("holds", new Verdict(List.of()).words());
        assertEquals("misses: one; another", verdict.words());
    }
}
