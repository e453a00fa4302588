package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
    private static final String ZERO_HEX = "00".repeat(Pin.BYTES);

    @Test
    void aPinIsTheDigestOfTheKeysEncoding() throws Exception {
        PublicKey key = P256.generate(new SecureRandom()).getPublic();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        assertEquals(HexFormat.of().formatHex(digest), Pin.of(key).hex());
        assertNotEquals(Pin.of(key), Pin.of(P256.generate(new SecureRandom()).getPublic()));
    }

    @Test
    void theTextIsBase32InThirteenGroups() {
        // RFC 4648, 10: "foobar" is MZXW6YTBOI; here followed by 26 zero bytes.
        Pin pin = Pin.parse("666f6f626172" + "00".repeat(26)).orElseThrow();
        assertEquals("MZXW-6YTB-OIAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", pin.toString());
        assertEquals("MZXW-6YTB-OIAA-AAAA", pin.shortForm());
    }

    @Property
    void everySpellingIsReadBack(@ForAll @Size(Pin.BYTES) byte[] digest) {
        Pin pin = Pin.parse(HexFormat.of().formatHex(digest)).orElseThrow();
        Optional<Pin> same = Optional.of(pin);
        assertEquals(same, Pin.parse(pin.toString()));
        assertEquals(same, Pin.parse(pin.toString().toLowerCase(Locale.ROOT)));
        assertEquals(same, Pin.parse(pin.toString().replace("-", "")));
        assertEquals(same, Pin.parse("  " + pin.toString().replace('-', ' ') + "\n"));
        assertEquals(same, Pin.parse(pin.hex().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:")));
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        Pin.parse(text).ifPresent(pin -> assertEquals(Optional.of(pin), Pin.parse(pin.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "MZXW-6YTB-OIAA-AAAA",
                "MZXW-6YTB-OIAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAA1",
                "MZXW-6YTB-OIAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAB",
                "000000000000000000000000000000000000000000000000000000000000000g",
                "00000000000000000000000000000000000000000000000000000000000000000",
                "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660"
                        + "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660"
                        + "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660"
                        + "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660"
                        + "\u0660\u0660\u0660\u0660\u0660\u0660"
            })
    void whatIsNoWholePinIsRefused(String text) {
        assertEquals(Optional.empty(), Pin.parse(text));
    }

    @Test
    void longTextIsRefusedUnread() {
        assertEquals(Optional.empty(), Pin.parse(ZERO_HEX + " ".repeat(10_000)));
        assertEquals(Optional.empty(), Pin.parse(null));
        assertTrue(Pin.parse(ZERO_HEX).isPresent());
    }
}
