package org.hobnob.peer.contact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final String OWN = "10.0.0.1";

    private static boolean matches(String contactIp, String sourceIp) {
        Contact contact =
                new Contact(new UserName("dana"), contactIp, 1, 2, DialectName.NATIVE, Optional.empty(), List.of());
        return Origin.matches(contact, sourceIp, OWN);
    }

    @Test
    void aSenderIsWhereTheRegistrySeesIt() {
        assertTrue(matches("10.0.0.2", "10.0.0.2"));
        assertFalse(matches("10.0.0.2", "10.0.0.3"));
        assertFalse(matches("10.0.0.2", OWN));
        assertFalse(matches("10.0.0.2", "127.0.0.1"));
    }

    @Test
    void aUserOfThisMachineMaySendFromItsInterface() {
        assertTrue(matches("127.0.0.1", "127.0.0.1"));
        assertTrue(matches("127.0.0.1", OWN));
        assertFalse(matches("127.0.0.1", "10.0.0.2"));
        assertFalse(matches("127.0.0.1", "127.0.0.2"));
    }
}
