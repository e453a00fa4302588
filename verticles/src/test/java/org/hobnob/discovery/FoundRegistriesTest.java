package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;
import org.junit.jupiter.api.Test;

class FoundRegistriesTest {
    private final FoundRegistries found = new FoundRegistries();
    private int sent;

    private static Announced one(int number, String address) {
        Pin key = Pin.parse(String.format("%064x", number)).orElseThrow();
        return new Announced("r" + number, AnnouncedTest.address(address), 15_600, key);
    }

    /** Each from a sender of its own. */
    private boolean add(Announced announced) {
        return found.add(announced, AnnouncedTest.address("10.9." + sent / 256 + "." + sent++ % 256));
    }

    @Test
    void oneSenderDoesNotTakeThePlacesOfRegistries() {
        InetAddress liar = AnnouncedTest.address("10.0.0.66");
        for (int i = 0; i < FoundRegistries.MOST_OF_SENDER; i++) {
            assertTrue(found.add(one(i, "10.0.0.66"), liar));
        }
        assertFalse(found.add(one(98, "10.0.0.66"), liar));
        assertFalse(found.more());
        assertTrue(add(one(99, "10.0.0.5")));
    }

    @Test
    void oneSenderDoesNotTakeThePlacesOfAddresses() {
        InetAddress liar = AnnouncedTest.address("10.0.0.66");
        for (int i = 0; i < FoundRegistries.MOST_ADDRESSES; i++) {
            found.add(one(1, "10.0.0." + (100 + i)), liar);
        }
        assertTrue(add(one(1, "10.0.0.5")));
    }

    @Test
    void addressesOfOneKeyAreOneRegistry() {
        assertTrue(add(one(1, "10.0.0.5")));
        assertTrue(add(one(1, "169.254.1.1")));
        assertFalse(add(one(1, "10.0.0.5")));
        assertEquals(1, found.all().size());
        assertEquals(
                List.of(new HostPort("10.0.0.5", 15_600), new HostPort("169.254.1.1", 15_600)),
                found.all().get(0).addresses());
    }

    @Test
    void oneAddressWithTwoKeysIsTwoRegistries() {
        add(one(1, "10.0.0.5"));
        add(one(2, "10.0.0.5"));
        assertEquals(2, found.all().size());
    }

    @Test
    void laterFindsComeLast() {
        add(one(7, "10.0.0.7"));
        add(one(1, "10.0.0.1"));
        add(one(7, "10.0.0.8"));
        assertEquals(List.of("r7", "r1"), found.all().stream().map(Found::name).toList());
    }

    @Test
    void aFloodOfAnnouncementsIsBounded() {
        for (int i = 0; i < FoundRegistries.MOST; i++) {
            assertFalse(found.more());
            assertTrue(add(one(i, "10.0.0.5")));
        }
        assertTrue(add(one(99, "10.0.0.5")), "that there are more is news once");
        assertFalse(add(one(100, "10.0.0.5")));
        assertTrue(found.more());
        for (int i = 0; i < 100; i++) {
            add(one(1, "10.0.1." + i));
        }
        assertEquals(FoundRegistries.MOST, found.all().size());
        assertEquals(
                FoundRegistries.MOST_ADDRESSES, found.all().get(1).addresses().size());
    }
}
