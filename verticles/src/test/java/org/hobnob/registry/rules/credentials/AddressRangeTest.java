package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    private static boolean covers(String range, String address) {
        return AddressRange.parse(range).covers(AddressRange.ofAddress(address).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5",
        "10.0.0.0/24, 10.0.0.255",
        "128.0.0.0/1, 255.0.0.1",
        "10.0.0.5, ::ffff:10.0.0.5",
        "::ffff:10.0.0.0/104, 10.200.0.1",
        "fe80::/10, fe80:0:0:0:1:2:3:4%eth0",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "8000::/1, fe80::1"
    })
    void rangeCoversItsAddresses(String range, String address) {
        assertTrue(covers(range, address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.50",
        "10.0.0.0/24, 10.0.1.0",
        "128.0.0.0/1, 127.255.255.255",
        "::/1, 10.0.0.5",
        "fe80::/10, fec0::1",
        "10.0.0.0/24, a00::1"
    })
    void rangeDoesNotCoverOthers(String range, String address) {
        assertFalse(covers(range, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "10.0.0", "10.0.0.5.6", "010.0.0.5", "10.0.0.256", "10.0.0.0/0", "10.0.0.0/33", "10.0.0.0/-1",
                "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.5/24", "::/0", "::/129", ":", ":::", "fe80::1%eth0", "fe80::1/10",
                "::ffff:0.0.0.0/96", "::ffff:10.0.0.0/8", "localhost", "1::2::3", "١٠.0.0.5", "10.0.0.0/999"
            })
    void nonsenseIsRefusedWithWhatToWrite(String text) {
        String words = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text))
                .getMessage();
        assertTrue(words.startsWith("'" + text + "' is no ") && words.contains("write"), words);
    }

    @Test
    void refusalNamesTheRangeThatIsMeant() {
        String words = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse("10.0.0.5/24"))
                .getMessage();
        assertTrue(words.endsWith("write 10.0.0.0/24"), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.5", "10.0.0.0/8", "fe80:0:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:0/32", "::ffff:10.0.0.5"})
    void rangeIsSpeltAsItWasRead(String text) {
        AddressRange range = AddressRange.parse(text);
        assertEquals(range, AddressRange.parse(range.toString()));
        assertEquals(text.replace("::ffff:", ""), range.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "126.0.0.0/7", "::1", "::/64", "::ffff:127.0.0.1"})
    void loopbackIsSeen(String text) {
        assertTrue(AddressRange.parse(text).hasLoopback());
    }

    @Test
    void othersAreNoLoopback() {
        assertFalse(AddressRange.parse("128.0.0.0/1").hasLoopback());
        assertFalse(AddressRange.parse("::2").hasLoopback());
    }

    @Test
    void whatIsNoAddressIsInNoRange() {
        assertEquals(Optional.empty(), AddressRange.ofAddress("somewhere"));
    }
}
