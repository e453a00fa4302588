package org.hobnob.registry.rules.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** What the doctor says of a registry. */
class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final long PLENTY = 1L << 33;

    private static final Condition.Crowd CALM = new Condition.Crowd(30, 100, 0, 2);
    private static final Condition WELL =
            new Condition(NOW.plus(Duration.ofDays(364)), CALM, true, false, true, Map.of());
    private static final Checkup.Kept KEPT = new Checkup.Kept(Optional.empty(), Optional.of(PLENTY), 3, Optional.of(1));
    private static final Administration ONE =
            Administration.NONE.withAdmin(UserName.of("rosa").orElseThrow());
    private static final Checkup.Facts GOOD =
            new Checkup.Facts(NOW, Optional.of(NOW.minusSeconds(5)), WELL, KEPT, Optional.of(ONE));

    /** The parts that are not well, with the same facts but for one change. */
    private static List<String> warned(UnaryOperator<Checkup.Facts> change) {
        List<Checkup.Finding> warnings = Checkup.of(change.apply(GOOD)).stream()
                .filter(finding -> finding.state() == Checkup.State.WARN)
                .toList();
        warnings.forEach(finding -> assertTrue(finding.advice().length() > 10, finding.toString()));
        return warnings.stream().map(Checkup.Finding::part).toList();
    }

    private static List<String> ofRegistry(UnaryOperator<Condition> change) {
        return warned(facts -> new Checkup.Facts(
                NOW, facts.lastDeed(), change.apply(facts.registry()), facts.kept(), facts.administration()));
    }

    private static List<String> ofKept(Checkup.Kept kept) {
        return warned(
                facts -> new Checkup.Facts(NOW, facts.lastDeed(), facts.registry(), kept, facts.administration()));
    }

    private static List<String> ofClock(Instant now, Optional<Instant> lastDeed) {
        return warned(facts -> new Checkup.Facts(now, lastDeed, WELL, KEPT, facts.administration()));
    }

    private static Condition withCrowd(Condition.Crowd crowd) {
        return new Condition(WELL.certificateEnd(), crowd, true, false, true, Map.of());
    }

    @Test
    void healthyRegistryGetsNoWarning() {
        assertEquals(List.of(), warned(facts -> facts));
        assertEquals(10, Checkup.of(GOOD).size());
    }

    @Test
    void clockBeforeTheAuditsLastLineIsWrong() {
        assertEquals(List.of("clock"), ofClock(NOW, Optional.of(NOW.plusSeconds(61))));
        assertEquals(List.of(), ofClock(NOW, Optional.of(NOW.plusSeconds(60))));
        assertEquals(List.of(), ofClock(NOW, Optional.empty()));
    }

    @Test
    void clockBeforeThisProgramIsWrong() {
        assertEquals(List.of("clock"), ofClock(Instant.EPOCH, Optional.empty()));
    }

    @Test
    void certificateMustHoldForAMonth() {
        Duration month = Duration.ofDays(30);
        assertEquals(
                List.of("certificate"), ofRegistry(now -> until(NOW.plus(month).minusSeconds(1))));
        assertEquals(List.of(), ofRegistry(now -> until(NOW.plus(month))));
    }

    private static Condition until(Instant end) {
        return new Condition(end, CALM, true, false, true, Map.of());
    }

    @Test
    void failingStoreFullDiskAndManyReportsAreTold() {
        Optional<Long> free = Optional.of(PLENTY);
        assertEquals(List.of("store"), ofKept(new Checkup.Kept(Optional.of(NOW), free, 0, Optional.empty())));
        assertEquals(
                List.of("disk"),
                ofKept(new Checkup.Kept(Optional.empty(), Optional.of((500L << 20) - 1), 0, Optional.of(0))));
        assertEquals(List.of("disk"), ofKept(new Checkup.Kept(Optional.empty(), Optional.empty(), 0, Optional.of(0))));
        assertEquals(List.of("reports"), ofKept(new Checkup.Kept(Optional.empty(), free, 0, Optional.of(900))));
        assertEquals(List.of(), ofKept(new Checkup.Kept(Optional.empty(), free, 0, Optional.of(899))));
    }

    @Test
    void limitsThatWereHitAreTold() {
        assertEquals(List.of("connections"), ofRegistry(now -> withCrowd(new Condition.Crowd(90, 100, 0, 0))));
        assertEquals(List.of(), ofRegistry(now -> withCrowd(new Condition.Crowd(89, 100, 0, 0))));
        assertEquals(List.of("connections"), ofRegistry(now -> withCrowd(new Condition.Crowd(1, 100, 1, 0))));
    }

    @Test
    void registryThatTakesNoChangesIsTold() {
        Instant end = WELL.certificateEnd();
        assertEquals(List.of("changes"), ofRegistry(now -> new Condition(end, CALM, false, false, true, Map.of())));
        assertEquals(List.of("changes"), ofRegistry(now -> new Condition(end, CALM, true, true, true, Map.of())));
        assertEquals(List.of("join link"), ofRegistry(now -> new Condition(end, CALM, true, false, false, Map.of())));
        assertEquals(
                List.of("programs"),
                ofRegistry(now -> new Condition(end, CALM, true, false, true, Map.of("registry.rooms", NOW))));
    }

    @Test
    void registryWithoutAdministratorsIsTold() {
        assertEquals(
                List.of("administrators"),
                warned(facts ->
                        new Checkup.Facts(NOW, facts.lastDeed(), WELL, KEPT, Optional.of(Administration.NONE))));
    }

    @Test
    void whatTheStoreDoesNotTellIsLeftOut() {
        Checkup.Kept silent = new Checkup.Kept(Optional.of(NOW), Optional.of(PLENTY), 0, Optional.empty());
        Checkup.Facts facts = new Checkup.Facts(NOW, Optional.empty(), WELL, silent, Optional.empty());
        assertTrue(Checkup.of(facts).stream()
                .noneMatch(finding -> List.of("reports", "administrators").contains(finding.part())));
    }
}
