package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of multicast DNS (RFC 1035, 4; RFC 6762, 18). */
class DnsMessageTest {
    private static final DnsName TYPE = Announced.TYPE;

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts));
    }

    @Test
    void aQuestionIsWrittenAsTheStandardSays() {
        byte[] written =
                DnsMessage.asking(new DnsMessage.Question(TYPE, DnsRecord.PTR)).bytes();
        assertArrayEquals(
                hex("000000000001000000000000", "075f686f626e6f62", "045f746370", "056c6f63616c00", "000c0001"),
                written);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<DnsRecord> told = List.of(
                new DnsRecord.Pointer(TYPE, 120, TYPE.under("Lab 3. x")),
                new DnsRecord.Service(TYPE.under("Lab 3. x"), 120, 15_600, DnsName.of("h.local")),
                new DnsRecord.Text(TYPE.under("Lab 3. x"), 0, List.of(new byte[] {1, 2}, new byte[0])),
                new DnsRecord.Address(DnsName.of("h.local"), 0xffff_ffffL, new byte[] {10, 0, 0, 5}));
        DnsMessage read = DnsMessage.read(DnsMessage.telling(told).bytes()).orElseThrow();
        assertTrue(read.isResponse());
        assertEquals(told.subList(0, 2), read.records().subList(0, 2));
        DnsRecord.Text text =
                assertInstanceOf(DnsRecord.Text.class, read.records().get(2));
        assertArrayEquals(new byte[] {1, 2}, text.strings().get(0));
        assertEquals(2, text.strings().size());
        DnsRecord.Address address =
                assertInstanceOf(DnsRecord.Address.class, read.records().get(3));
        assertArrayEquals(new byte[] {10, 0, 0, 5}, address.address());
        assertEquals(0xffff_ffffL, address.ttlS());
    }

    @Test
    void compressedNamesAreRead() {
        byte[] message = hex(
                "0000840000000001",
                "00000000",
                "075f686f626e6f62045f746370056c6f63616c00",
                "000c000100000078",
                "0006",
                "036c6162",
                "c00c");
        DnsMessage read = DnsMessage.read(message).orElseThrow();
        assertEquals(List.of(new DnsRecord.Pointer(TYPE, 120, TYPE.under("lab"))), read.records());
    }

    @Test
    void namesThatPointForwardsOrInCirclesAreRefused() {
        for (String name : new String[] {"c00c", "c00d", "c010", "01c00c", "0161c00c"}) {
            byte[] message = hex("000000000001000000000000", name, "000c0001");
            assertEquals(Optional.empty(), DnsMessage.read(message), name);
        }
    }

    @Test
    void namesThatAreTooLongAreRefused() {
        String label = "3f" + "61".repeat(63);
        String four = label.repeat(3) + "3d" + "61".repeat(61);
        assertTrue(DnsMessage.read(hex("000000000001000000000000", four, "00", "000c0001"))
                .isPresent());
        String longer = label.repeat(3) + "3e" + "61".repeat(62);
        assertEquals(Optional.empty(), DnsMessage.read(hex("000000000001000000000000", longer, "00", "000c0001")));
        assertEquals(
                Optional.empty(),
                DnsMessage.read(hex("000000000001000000000000", "40", "61".repeat(64), "00", "000c0001")));
    }

    @Test
    void aMessageCutShortIsRefused() {
        byte[] whole = DnsMessage.telling(List.of(
                        new DnsRecord.Service(TYPE, 1, 2, TYPE), new DnsRecord.Text(TYPE, 1, List.of(new byte[] {7}))))
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), DnsMessage.read(Arrays.copyOf(whole, length)), "" + length);
        }
        assertTrue(DnsMessage.read(whole).isPresent());
    }

    @Test
    void moreThanIsBoundedIsRefused() {
        assertEquals(Optional.empty(), DnsMessage.read(new byte[DnsMessage.MAX_BYTES + 1]));
        DnsRecord one = new DnsRecord.Address(DnsName.of("h"), 1, new byte[4]);
        List<DnsRecord> most = java.util.Collections.nCopies(DnsMessage.MAX_RECORDS, one);
        assertTrue(DnsMessage.read(DnsMessage.telling(most).bytes()).isPresent());
        List<DnsRecord> more = java.util.Collections.nCopies(DnsMessage.MAX_RECORDS + 1, one);
        assertEquals(Optional.empty(), DnsMessage.read(DnsMessage.telling(more).bytes()));
    }

    @Test
    void otherRecordsArePassedOver() {
        byte[] message = hex(
                "0000840000000002",
                "00000000",
                "00",
                "001c",
                "0001",
                "00000001",
                "0002",
                "aabb",
                "00",
                "0001",
                "0003",
                "00000001",
                "0001",
                "cc");
        assertEquals(List.of(), DnsMessage.read(message).orElseThrow().records());
    }

    @Test
    void namesIgnoreTheCaseOfAsciiLettersOnly() {
        assertEquals(DnsName.of("_HOBNOB._TCP.local"), TYPE);
        assertEquals(TYPE.hashCode(), DnsName.of("_HOBNOB._TCP.local").hashCode());
        assertFalse(DnsName.of("Ä").equals(DnsName.of("ä")));
        assertTrue(TYPE.under("x").isChildOf(TYPE));
        assertFalse(TYPE.under("x").under("y").isChildOf(TYPE));
    }
}
