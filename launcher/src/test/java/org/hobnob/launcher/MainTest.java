package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void withoutACommandItIsThePeer() {
        assertArrayEquals(new String[] {"peer"}, Main.withCommand());
        assertArrayEquals(new String[] {"registry", "--help"}, Main.withCommand("registry", "--help"));
        assertArrayEquals(new String[] {"--help"}, Main.withCommand("--help"));
    }

    @Test
    void aJoinLinkIsForThePeer() {
        assertArrayEquals(new String[] {"peer", "HOBNOB://x", "--plain"}, Main.withCommand("HOBNOB://x", "--plain"));
    }
}
