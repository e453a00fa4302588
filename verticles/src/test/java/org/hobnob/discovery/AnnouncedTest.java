package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.text.SafeText;
import org.junit.jupiter.api.Test;

/** What a registry announces (SPEC 2.9). */
class AnnouncedTest {
    static final Pin KEY = Pin.parse("0f".repeat(32)).orElseThrow();

    static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Announced lab3() {
        return new Announced("Lab 3", address("10.0.0.5"), 15_600, KEY);
    }

    private static List<Announced> readAgain(DnsMessage message) {
        return Announced.in(DnsMessage.read(message.bytes()).orElseThrow());
    }

    @Test
    void whatIsAnnouncedIsReadAgain() {
        assertEquals(List.of(lab3()), readAgain(lab3().message(120)));
        Announced nameless = new Announced("", address("169.254.7.7"), 1, KEY);
        assertEquals(List.of(nameless), readAgain(nameless.message(120)));
    }

    @Test
    void anAnnouncementTakenBackAnnouncesNothing() {
        assertEquals(List.of(), readAgain(lab3().message(0)));
    }

    @Test
    void aQuestionAnnouncesNothing() {
        DnsMessage asked = new DnsMessage(false, List.of(), lab3().message(120).records());
        assertEquals(List.of(), readAgain(asked));
    }

    @Test
    void namesAreMadeSafeAndShort() {
        Announced hostile =
                new Announced(" \u001b[2Jroot\u202e" + "x".repeat(30) + " ".repeat(99), address("10.0.0.5"), 1, KEY);
        Announced read = readAgain(hostile.message(120)).get(0);
        assertTrue(SafeText.isSafe(read.name()));
        assertTrue(read.name().codePointCount(0, read.name().length()) <= Announced.MAX_NAME_CHARS);
        assertEquals(read, readAgain(read.message(120)).get(0));
    }

    @Test
    void anAnnouncementWithoutAGoodKeyIsNone() {
        assertEquals(Optional.empty(), withText("version=1"));
        assertEquals(Optional.empty(), withText("key=K7QD"));
        assertEquals(Optional.empty(), withText("key"));
        assertEquals(
                Optional.of(KEY), withText("KEY=" + KEY.plain(), "key=nonsense").map(Announced::key));
    }

    private static Optional<Announced> withText(String... strings) {
        List<DnsRecord> records = new ArrayList<>(lab3().message(120).records());
        List<byte[]> bytes = new ArrayList<>();
        for (String one : strings) {
            bytes.add(one.getBytes(StandardCharsets.UTF_8));
        }
        records.set(2, new DnsRecord.Text(lab3().instance(), 120, bytes));
        return readAgain(DnsMessage.telling(records)).stream().findFirst();
    }

    @Test
    void servicesOfOtherTypesAndPortZeroAreIgnored() {
        List<DnsRecord> records = new ArrayList<>(lab3().message(120).records());
        records.set(1, new DnsRecord.Service(DnsName.of("x._ipp._tcp.local"), 120, 15_600, lab3().host()));
        assertEquals(List.of(), readAgain(DnsMessage.telling(records)));
        records.set(1, new DnsRecord.Service(lab3().instance(), 120, 0, lab3().host()));
        assertEquals(List.of(), readAgain(DnsMessage.telling(records)));
    }

    @Test
    void oneMessageAnnouncesABoundedNumber() {
        List<DnsRecord> records = new ArrayList<>();
        for (int port = 1; port <= 20; port++) {
            records.addAll(new Announced("x", address("10.0.0.5"), port, KEY)
                    .message(120)
                    .records());
        }
        assertEquals(
                Announced.MOST_IN_A_MESSAGE,
                readAgain(DnsMessage.telling(records)).size());
    }

    @Test
    void registriesOfOneMachineHaveDifferentServices() {
        Announced other = new Announced("Lab 3", address("10.0.0.5"), 15_601, KEY);
        assertNotEquals(lab3().instance(), other.instance());
        assertEquals(lab3().host(), other.host());
    }
}
