package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.hobnob.protocol.handout.HandoutEffect.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-outs to thirty members of simulated networks: every file is right, and not too much is sent (SPEC 17). */
class HandoutSimulationTest {
    private static final int MEMBERS = 30;
    private static final int PIECES = 2_000;
    private static final long SEED = 1;

    private static SimHandout handout() {
        return new SimHandout(SEED, PIECES);
    }

    @Test
    void withoutLossTheFileIsSentOnce() {
        SimHandout out = handout().addAll(MEMBERS, SimReceiver.lossless());
        out.run();
        assertEquals(1, out.emitted());
        assertEquals(0, out.fetched());
    }

    @Test
    void aTenthLostByEachCostsAFifth() {
        SimHandout out = handout().addAll(MEMBERS, SimReceiver.losing(0.1));
        out.run();
        assertTrue(out.emitted() <= 1.3, out::toString);
        assertEquals(0, out.fetched());
    }

    @Test
    void burstsAreRepaired() {
        SimHandout out = handout();
        for (int i = 0; i < MEMBERS; i++) {
            out.add("member" + i, SimReceiver.bursts(0.002, 0.02));
        }
        out.run();
        assertTrue(out.emitted() <= 1.5, out::toString);
        assertTrue(out.fetched() <= 1, out::toString);
    }

    @Test
    void thePaceIsThatOfANarrowLink() {
        SimHandout out = new SimHandout(SEED, 4 * PIECES);
        out.addAll(MEMBERS - 1, SimReceiver.lossless());
        SimReceiver narrow = out.add("narrow", SimReceiver.narrow(2_000_000));
        out.run();
        assertEquals(Why.COMPLETE, narrow.released);
        assertTrue(out.emitted() <= 1.3, out::toString);
    }

    @Test
    void aMuchSlowerMemberFetchesTheRest() {
        SimHandout out = new SimHandout(SEED, 2 * PIECES);
        out.addAll(MEMBERS - 1, SimReceiver.lossless());
        SimReceiver slow = out.add("slow", SimReceiver.narrow(100_000));
        out.run();
        assertEquals(Why.SLOW, slow.released);
        assertTrue(out.emitted() <= 1.3, out::toString);
    }

    @Test
    void whatIsStillOnItsWayIsNotRepaired() {
        SimHandout out = handout();
        for (int i = 0; i < MEMBERS; i++) {
            out.add("member" + i, SimReceiver.lossless()).delayMs = 400;
        }
        out.run();
        assertEquals(1, out.emitted());
    }

    @Test
    void aDeafMemberFetchesEverything() {
        SimHandout out = handout();
        out.addAll(MEMBERS - 1, SimReceiver.lossless());
        SimReceiver deaf = out.add("deaf", SimReceiver.deaf());
        out.run();
        assertEquals(Why.DEAF, deaf.released);
        assertEquals(1, out.emitted());
        assertEquals(1, out.fetched());
    }

    @Test
    void nothingIsSentForMembersWhoAreAllDeaf() {
        SimHandout out = new SimHandout(SEED, 4 * PIECES).addAll(MEMBERS, SimReceiver.deaf());
        out.run();
        assertTrue(out.emitted() < 0.5, out::toString);
    }

    @Test
    void aMemberWhoVanishesHoldsNobodyUpForLong() {
        SimHandout out = handout();
        out.addAll(MEMBERS - 1, SimReceiver.losing(0.1));
        SimReceiver gone = out.add("gone", SimReceiver.lossless());
        out.at(1_500, () -> out.leave(gone));
        out.run();
        assertEquals(Why.SILENT, gone.released);
        assertTrue(out.emitted() <= 1.3, out::toString);
        assertEquals(0, out.fetched());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 50, 20})
    void aLiarWhoLacksEverythingForEverCostsLittle(int claimed) {
        SimHandout out = handout();
        out.addAll(MEMBERS - 1, SimReceiver.lossless());
        SimReceiver liar = out.add("liar", SimReceiver.lossless());
        out.lies(liar, truth -> lacksEverywhere(out.layout, truth, claimed));
        out.run();
        assertTrue(out.emitted() <= 1.3, out::toString);
    }

    @Test
    void aReportThatCannotBeTrueEndsItsPart() {
        SimHandout out = handout();
        out.addAll(MEMBERS - 1, SimReceiver.lossless());
        SimReceiver needy = out.add("needy", SimReceiver.lossless());
        out.lies(needy, truth -> lacksEverywhere(out.layout, truth, 101));
        SimReceiver clairvoyant = out.add("clairvoyant", SimReceiver.lossless());
        out.lies(clairvoyant, truth -> new Report(Integer.MAX_VALUE, truth.heard(), 0, truth.needs()));
        out.run();
        assertEquals(Why.CONTRADICTION, needy.released);
        assertEquals(Why.CONTRADICTION, clairvoyant.released);
    }

    private static Report lacksEverywhere(Layout layout, Report truth, int claimed) {
        List<Integer> needs = Collections.nCopies(layout.blocks(), claimed);
        return new Report(truth.highest(), truth.heard(), 0, needs);
    }

    @Test
    void aMemberWhoComesLateIsServedFromThenOn() {
        SimHandout out = handout();
        out.addAll(MEMBERS - 1, SimReceiver.losing(0.1));
        out.at(1_000, () -> out.add("late", SimReceiver.losing(0.1)));
        out.run();
        assertTrue(out.emitted() <= 1.5, out::toString);
        assertTrue(out.fetched() < 0.5, out::toString);
    }

    @Test
    void manyWhoComeLateAreServedTogether() {
        SimHandout out = handout();
        out.addAll(15, SimReceiver.losing(0.1));
        for (int i = 0; i < 15; i++) {
            String name = "late" + i;
            out.at(2_500, () -> out.add(name, SimReceiver.losing(0.1)));
        }
        out.run();
        assertTrue(out.emitted() <= 2, out::toString);
        assertTrue(out.fetched() < 0.01, out::toString);
    }
}
