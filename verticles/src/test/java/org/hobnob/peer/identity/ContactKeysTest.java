package org.hobnob.peer.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.ContactKeys.Finding;
import org.hobnob.peer.identity.ContactKeys.State;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class ContactKeysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 5);
    private static final Pin HERE = Pin.parse("aa".repeat(32)).orElseThrow();
    private static final Pin ELSEWHERE = Pin.parse("bb".repeat(32)).orElseThrow();
    private static final PublicKey ONE = new PublicKey("01".repeat(32));
    private static final PublicKey TWO = new PublicKey("02".repeat(32));

    private final ContactKeys keys = new ContactKeys(3);

    private static Contact contact(String user) {
        return new Contact(HERE, new UserName(user));
    }

    private Finding check(String user, PublicKey key) {
        return keys.check(contact(user), Optional.ofNullable(key), TODAY);
    }

    @Test
    void theFirstKeyIsRememberedAndAnotherIsAChange() {
        assertEquals(State.NEW, check("omar", ONE).state());
        assertEquals(State.KNOWN, check("omar", ONE).state());
        Finding changed = check("omar", TWO);
        assertEquals(State.CHANGED, changed.state());
        assertEquals(ONE, changed.pinned().orElseThrow().key());
        assertEquals(TODAY, changed.pinned().orElseThrow().since());
        assertEquals(State.CHANGED, check("omar", TWO).state(), "asking again accepts nothing");
        assertEquals(State.KNOWN, check("OMAR", ONE).state(), "names have no case");
    }

    @Test
    void lookingRemembersNothing() {
        assertEquals(State.NEW, keys.look(contact("omar"), Optional.of(ONE)).state());
        assertEquals(State.NEW, check("omar", TWO).state());
    }

    @Test
    void usersOfAnotherRegistryAreOthers() {
        check("omar", ONE);
        Contact other = new Contact(ELSEWHERE, new UserName("omar"));
        assertEquals(State.NEW, keys.check(other, Optional.of(TWO), TODAY).state());
    }

    @Test
    void namesakeIsAnotherKeyOfTheNameElsewhere() {
        check("omar", ONE);
        check("amir", TWO);
        Contact there = new Contact(ELSEWHERE, new UserName("Omar"));

        assertEquals(contact("omar"), keys.namesake(there, TWO).orElseThrow().getKey());
        assertTrue(keys.namesake(there, ONE).isEmpty(), "the same key is the same person");
        assertTrue(keys.namesake(contact("omar"), TWO).isEmpty(), "at one registry it is a change");
    }

    @Test
    void verifiedNamesakeComesFirst() {
        Pin third = Pin.parse("cc".repeat(32)).orElseThrow();
        Contact verified = new Contact(ELSEWHERE, new UserName("omar"));
        keys.verify(verified, TWO, TODAY);
        check("omar", ONE);
        PublicKey key = new PublicKey("03".repeat(32));

        assertEquals(
                verified,
                keys.namesake(new Contact(third, new UserName("omar")), key)
                        .orElseThrow()
                        .getKey());
    }

    @Test
    void missingKeyIsAChangeOnlyIfThereWasOne() {
        assertEquals(State.NONE, check("amir", null).state());
        assertEquals(State.NEW, check("amir", ONE).state());
        assertEquals(State.CHANGED, check("amir", null).state());
        keys.accept(contact("amir"), Optional.empty(), TODAY);
        assertEquals(State.NONE, check("amir", null).state());
    }

    @Test
    void anAcceptedKeyIsNotVerified() {
        check("omar", ONE);
        assertTrue(keys.verify(contact("omar"), ONE, TODAY));
        assertTrue(check("omar", ONE).isVerified());
        assertFalse(keys.verify(contact("omar"), TWO, TODAY), "a changed key is accepted first");
        assertFalse(check("omar", TWO).isVerified());
        keys.accept(contact("omar"), Optional.of(TWO), TODAY.plusDays(1));
        Finding accepted = check("omar", TWO);
        assertEquals(State.KNOWN, accepted.state());
        assertFalse(accepted.isVerified());
        assertEquals(TODAY.plusDays(1), accepted.pinned().orElseThrow().since());
        assertEquals(State.CHANGED, check("omar", ONE).state());
    }

    @Test
    void acceptingTheKeyKnownKeepsWhatWasVerified() {
        assertTrue(keys.verify(contact("omar"), ONE, TODAY));
        keys.accept(contact("omar"), Optional.of(ONE), TODAY.plusDays(1));
        assertTrue(check("omar", ONE).isVerified());
        assertEquals(TODAY, check("omar", ONE).pinned().orElseThrow().since());
    }

    @Test
    void verifiedContactsAreEvictedLast() {
        assertTrue(keys.verify(contact("omar"), ONE, TODAY));
        check("amir", ONE);
        check("lena", ONE);
        check("amir", ONE);
        check("nour", ONE);
        assertEquals(3, keys.all().size());
        assertEquals(State.KNOWN, check("omar", ONE).state());
        assertEquals(State.KNOWN, check("amir", ONE).state());
        assertEquals(State.NEW, keys.look(contact("lena"), Optional.of(ONE)).state());
    }
}
