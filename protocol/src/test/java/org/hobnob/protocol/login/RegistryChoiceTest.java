package org.hobnob.protocol.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.HostPort;
import org.junit.jupiter.api.Test;

class RegistryChoiceTest {
    private static final HostPort A = new HostPort("10.0.0.1", 15_600);
    private static final HostPort B = new HostPort("10.0.0.2", 15_600);
    private static final HostPort C = new HostPort("10.0.0.3", 15_600);
    private static final HostPort D = new HostPort("10.0.0.4", 15_600);

    private static RegistryChoice choice(long seed, HostPort... named) {
        return new RegistryChoice(List.of(named), new Random(seed));
    }

    private static List<HostPort> round(RegistryChoice choice) {
        List<HostPort> round = new ArrayList<>();
        for (Optional<HostPort> next = choice.next(); next.isPresent(); next = choice.next()) {
            round.add(next.get());
        }
        return round;
    }

    @Test
    void theFirstRoundIsInTheOrderNamed() {
        RegistryChoice choice = choice(1, B, A, C);
        choice.begin();
        assertEquals(List.of(B, A, C), round(choice));
        assertFalse(choice.hasNext());
    }

    @Test
    void lostRegistryIsTriedLast() {
        Set<HostPort> firsts = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            RegistryChoice choice = choice(seed, A, B, C);
            choice.learn(List.of(A, B, C));
            choice.beginWithout(A);
            List<HostPort> round = round(choice);
            assertEquals(A, round.get(2));
            assertEquals(Set.of(A, B, C), Set.copyOf(round));
            firsts.add(round.get(0));
        }
        assertEquals(Set.of(B, C), firsts);
    }

    @Test
    void thoseToldLastComeBeforeThoseKnownEarlier() {
        for (int seed = 0; seed < 20; seed++) {
            RegistryChoice choice = choice(seed, A, D);
            assertTrue(choice.learn(List.of(A, B, C)));
            assertFalse(choice.learn(List.of(B, C)), "no news");
            choice.beginWithOthers(A);
            List<HostPort> round = round(choice);
            assertEquals(Set.of(B, C), Set.copyOf(round.subList(0, 2)));
            assertEquals(List.of(D), round.subList(2, round.size()));
        }
    }

    @Test
    void registryThatLeavesIsStillKnown() {
        RegistryChoice choice = choice(1, A);
        choice.learn(List.of(A, B));
        choice.learn(List.of());
        choice.beginWithout(B);
        assertEquals(List.of(A, B), round(choice));
    }

    @Test
    void addressWithAnotherKeyIsLeftOut() {
        RegistryChoice choice = choice(1, A, B);
        choice.showsOtherKey(B);
        assertEquals(List.of(A), choice.all());
        assertFalse(choice.hasOthers(A));
        choice.showsOtherKey(A);
        assertEquals(List.of(A), choice.all());
    }

    @Test
    void addressesAreBounded() {
        RegistryChoice choice = choice(1, A);
        IntStream.range(1, 500).forEach(port -> choice.learn(List.of(B, new HostPort("10.0.0.9", port))));
        assertEquals(RegistryChoice.MOST, choice.all().size());
        assertTrue(choice.all().contains(B));
        assertTrue(choice.all().contains(new HostPort("10.0.0.9", 499)));
    }
}
