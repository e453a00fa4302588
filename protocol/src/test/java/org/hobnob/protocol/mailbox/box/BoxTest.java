package org.hobnob.protocol.mailbox.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.Test;

/** SPEC 14.3: how much may lie in a mailbox, and which prekeys are given. */
class BoxTest {
    private static final BoxLimits LIMITS = new BoxLimits(6, 6_000, 1_000, 100);
    private static final Optional<String> TOKEN = Optional.of("0a".repeat(16));

    private int letters;

    private Box put(Box box, Optional<String> token, int bytes, long nowMs) {
        return put(box, ++letters, token, bytes, nowMs);
    }

    private Box put(Box box, int putter, Optional<String> token, int bytes, long nowMs) {
        MessageId id = new MessageId("%032x".formatted(++letters));
        return box.put(new Box.Put(id, bytes, token, "%032x".formatted(putter)), LIMITS, nowMs);
    }

    private void assertFull(Box box, Optional<String> token, int bytes) {
        RefusalException full = assertThrows(RefusalException.class, () -> put(box, token, bytes, 0));
        assertEquals(Reason.MAILBOX_FULL, full.reason());
    }

    private Box strangers(int count) {
        Box box = Box.empty(Examples.KAREEM);
        for (int i = 0; i < count; i++) {
            box = put(box, Optional.empty(), 569, 0);
        }
        return box;
    }

    @Test
    void strangersHaveFourPlaces() {
        assertFull(strangers(4), Optional.empty(), 569);
        assertFull(strangers(4), TOKEN, 569);
    }

    @Test
    void oneStrangerHasOnePlace() {
        Box box = put(Box.empty(Examples.KAREEM), 7, Optional.empty(), 569, 0).allow(TOKEN.get(), 2);
        RefusalException full = assertThrows(RefusalException.class, () -> put(box, 7, Optional.empty(), 569, 0));
        assertEquals(Reason.MAILBOX_FULL, full.reason());
        assertEquals(2, put(box, 8, Optional.empty(), 569, 0).letters().size());
        assertEquals(1, put(box, 7, Optional.empty(), 569, 1_000).letters().size());
        Box both = put(put(box, 7, TOKEN, 569, 0), 7, TOKEN, 569, 0);
        assertEquals(3, both.letters().size());
        assertEquals(Optional.empty(), both.letters().get(2).putter());
    }

    @Test
    void tokenHasPlacesOfItsOwn() {
        Box box = strangers(4).allow(TOKEN.get(), 2);
        Box full = put(put(box, TOKEN, 569, 0), TOKEN, 569, 0);
        assertEquals(6, full.letters().size());
        assertFull(put(box, TOKEN, 569, 0).allow(TOKEN.get(), 1), TOKEN, 569);
    }

    @Test
    void revokedTokensLettersCountAsStrangers() {
        Box box = strangers(3).allow(TOKEN.get(), 5);
        assertFull(put(box, TOKEN, 569, 0).allow(TOKEN.get(), 0), Optional.empty(), 569);
    }

    @Test
    void lettersAndBytesAreBounded() {
        Box box = strangers(2).allow(TOKEN.get(), 50);
        assertFull(put(box, TOKEN, 4_665, 0), TOKEN, 569);
        Box many = put(put(put(put(box, TOKEN, 569, 0), TOKEN, 569, 0), TOKEN, 569, 0), TOKEN, 569, 0);
        assertFull(many, TOKEN, 569);
    }

    @Test
    void expiredLetterMakesRoom() {
        Box box = put(strangers(4), Optional.empty(), 569, 1_000);
        assertEquals(1, box.letters().size());
        assertEquals(List.of(), box.present(LIMITS, 2_000));
    }

    @Test
    void droppedLettersAreGone() {
        Box box = strangers(2);
        MessageId first = box.letters().get(0).id();
        assertEquals(1, box.without(Set.of(first)).letters().size());
    }

    @Test
    void tokensAreBounded() {
        Box box = Box.empty(Examples.KAREEM);
        for (int i = 0; i < BoxLimits.TOKENS; i++) {
            box = box.allow("%032x".formatted(i), 1);
        }
        Box most = box;
        assertThrows(RefusalException.class, () -> most.allow(TOKEN.get(), 1));
        assertEquals(
                BoxLimits.TOKENS - 1,
                most.allow("%032x".formatted(0), 0).tokens().size());
    }

    private static Prekey prekey(int id, Prekey.Kind kind, long expires) {
        return new Prekey("%016x".formatted(id), kind, "0c".repeat(32), expires, "0d".repeat(64));
    }

    @Test
    void oneTimePrekeyIsGivenOnceAndThenTheWeekly() {
        Prekey weekly = prekey(1, Prekey.Kind.WEEKLY, 100);
        Prekey once = prekey(2, Prekey.Kind.ONE_TIME, 100);
        PrekeyShelf shelf =
                PrekeyShelf.empty(Examples.KAREEM, Examples.KEY).with(List.of(weekly, once), Examples.KEY, 0);
        assertEquals(weekly, shelf.take(false, 0).orElseThrow().prekey());
        PrekeyShelf.Taken taken = shelf.take(true, 0).orElseThrow();
        assertEquals(once, taken.prekey());
        assertEquals(weekly, taken.left().take(true, 0).orElseThrow().prekey());
        assertEquals(Optional.empty(), shelf.take(true, 100));
    }

    @Test
    void anotherKeysPrekeysReplaceAll() {
        PublicKey other = new PublicKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        PrekeyShelf shelf = PrekeyShelf.empty(Examples.KAREEM, Examples.KEY)
                .with(
                        List.of(prekey(1, Prekey.Kind.WEEKLY, 100), prekey(2, Prekey.Kind.ONE_TIME, 100)),
                        Examples.KEY,
                        0);
        PrekeyShelf replaced = shelf.with(List.of(prekey(3, Prekey.Kind.ONE_TIME, 100)), other, 0);
        assertEquals(other, replaced.key());
        assertEquals(Optional.empty(), replaced.weekly());
        assertEquals(1, replaced.oneTime().size());
    }
}
