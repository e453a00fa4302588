package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.GroupAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupRangeTest {
    private static Set<String> drawn(String range) {
        RandomGenerator random = new SplittableRandom(1);
        GroupRange groups = GroupRange.of(range, 15_700).orElseThrow();
        return IntStream.range(0, 200)
                .mapToObj(i -> groups.draw(random).group())
                .collect(Collectors.toSet());
    }

    @Test
    void everyGroupOfTheRangeIsDrawn() {
        assertEquals(Set.of("239.255.7.8", "239.255.7.9", "239.255.7.10", "239.255.7.11"), drawn("239.255.7.8/30"));
        assertEquals(Set.of("239.255.7.9"), drawn("239.255.7.9/32"));
    }

    @Test
    void nothingBesideTheRangeIsDrawn() {
        assertTrue(drawn("239.255.0.0/16").stream().allMatch(group -> group.startsWith("239.255.")));
        assertTrue(drawn("224.0.0.0/4").size() > 190, "all groups there are");
    }

    @Test
    void drawnGroupsHaveThePort() {
        GroupAddress drawn = GroupRange.of("239.1.0.0/16", 40).orElseThrow().draw(new SplittableRandom(1));
        assertEquals(40, drawn.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "239.255.0.0",
                "239.255.0.0/",
                "239.255.0.0/33",
                "239.255.0.1/16",
                "224.0.0.0/3",
                "192.168.0.0/16",
                "239.255.0/16",
                "239.255.0.256/32",
                "239.255.000.0/16",
                "ff02::/16",
                "lab/16"
            })
    void invalidRangeIsRefused(String text) {
        assertEquals(Optional.empty(), GroupRange.of(text, 15_700));
    }

    @Test
    void aRangeBeginsWithItsFirstGroup() {
        GroupAddress inside = new GroupAddress("239.255.0.1", 15_700);
        assertThrows(IllegalArgumentException.class, () -> new GroupRange(inside, 16));
    }
}
