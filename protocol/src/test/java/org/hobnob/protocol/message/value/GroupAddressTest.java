package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.0:1", "239.255.255.255:65535", "224.1.1.1:15700"})
    void groupsAreReadAndSpeltTheSame(String text) {
        assertEquals(Optional.of(text), GroupAddress.of(text).map(GroupAddress::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "239.255.7.9",
                "239.255.7.9:",
                "239.255.7.9:0",
                "239.255.7.9:0815",
                "239.255.7.9:65536",
                "239.255.7.9:999999",
                "239.255.07.9:1",
                "239.255.7.256:1",
                "239.255.7:1",
                "223.255.255.255:1",
                "240.0.0.0:1",
                "lab:15700",
                "[ff02::1]:15700"
            })
    void addressThatIsNoGroupIsRefused(String text) {
        assertEquals(Optional.empty(), GroupAddress.of(text));
    }

    @Test
    void originalsSpeakInOneGroup() {
        assertEquals("224.1.1.1:40000", GroupAddress.ofOriginals(40_000).toString());
    }

    @Test
    void aPortIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> GroupAddress.ofOriginals(0));
        assertThrows(IllegalArgumentException.class, () -> GroupAddress.ofOriginals(65_536));
    }
}
