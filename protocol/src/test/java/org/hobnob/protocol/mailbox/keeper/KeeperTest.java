package org.hobnob.protocol.mailbox.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 14.5: what one may do at a friend's mailboxes. */
class KeeperTest {
    private static final long NOW = 1_764_500_000_000L;
    private static final long DAY_MS = 86_400_000;
    private static final byte[] PIN = new byte[32];
    private static final UserName OMAR = new UserName("Omar");
    private static final UserName DANA = new UserName("Dana");
    private static final UserName EVE = new UserName("Eve");
    private static final KeeperBounds BOUNDS = new KeeperBounds(6_000, 30 * DAY_MS);

    private final Map<String, KeptRecord> disk = new LinkedHashMap<>();
    private final Signer signer = JdkEd25519.signer(new byte[32]);
    private Keeper keeper = keeper();

    private Keeper keeper() {
        Keeper made =
                new Keeper(List.copyOf(disk.values()), PIN, JdkEd25519.verifier(), new Random(disk.size()), BOUNDS);
        store(made.keepFor(List.of(OMAR), BOUNDS, NOW));
        return made;
    }

    private void store(List<KeeperEffect> effects) {
        for (KeeperEffect effect : effects) {
            if (effect instanceof KeeperEffect.Keep keep) {
                disk.put(keep.stored().key(), keep.stored());
            } else if (effect instanceof KeeperEffect.Drop drop) {
                disk.remove(drop.key());
            }
        }
    }

    private Reply ask(UserName asker, Request request, long nowMs) {
        Keeper.Answer answer = keeper.ask(new Keeper.Asker(asker, signer.publicKey()), request, nowMs);
        store(answer.effects());
        return answer.reply();
    }

    private Reply ask(UserName asker, Request request) {
        return ask(asker, request, NOW);
    }

    private Reason refused(UserName asker, Request request) {
        return assertInstanceOf(Reply.Refused.class, ask(asker, request)).reason();
    }

    private static Request put(UserName to, Optional<PutToken> token) {
        return new Request.PutLetter(to, Examples.LETTER, token);
    }

    private static Request put(UserName to) {
        return put(to, Optional.empty());
    }

    private int letters(UserName user) {
        int count = 0;
        Reply.Letters found = (Reply.Letters) ask(user, new Request.FetchLetters(Optional.empty()));
        while (found.letter().isPresent()) {
            count++;
            MessageId last = found.letter().get().id();
            found = (Reply.Letters) ask(user, new Request.FetchLetters(Optional.of(last)));
        }
        return count;
    }

    private Prekey prekey(UserName user, int number, Prekey.Kind kind) {
        return Prekey.signed(user, PIN, "%016x".formatted(number), kind, "0a".repeat(32), NOW + DAY_MS, signer);
    }

    @Test
    void nothingIsKeptWhereThereIsNobodyToKeepFor() {
        ask(DANA, put(OMAR));
        store(keeper.keepFor(List.of(), BOUNDS, NOW));
        assertEquals(Map.of(), disk);
        assertEquals(Reason.UNKNOWN_COMMAND, refused(DANA, put(OMAR)));
    }

    @Test
    void anybodyWritesToAFriendAndNobodyToOthers() {
        assertInstanceOf(Reply.LetterPut.class, ask(DANA, put(OMAR)));
        assertEquals(1, letters(OMAR));
        assertEquals(Reason.NO_SUCH_USER, refused(OMAR, put(EVE)));
        assertEquals(Reason.NO_SUCH_USER, refused(DANA, put(EVE)));
    }

    @Test
    void guestIsWrittenToByFriendsAlone() {
        ask(DANA, new Request.AllowMail("0a".repeat(16), 50));
        assertEquals(Reason.NO_SUCH_USER, refused(EVE, put(DANA)));
        assertInstanceOf(Reply.LetterPut.class, ask(OMAR, put(DANA)));
        assertEquals(1, letters(DANA));
    }

    @Test
    void strangerHasOneLetterUnlessATokenAllowsMore() {
        PutToken token = PutToken.of("0a".repeat(16)).orElseThrow();
        ask(DANA, put(OMAR));
        assertEquals(Reason.MAILBOX_FULL, refused(DANA, put(OMAR)));
        ask(OMAR, new Request.AllowMail(token.hash(), 2));
        ask(DANA, put(OMAR, Optional.of(token)));
        ask(DANA, put(OMAR, Optional.of(token)));
        assertEquals(Reason.MAILBOX_FULL, refused(DANA, put(OMAR, Optional.of(token))));
        ask(OMAR, new Request.AllowMail(token.hash(), 0));
        assertEquals(Reason.MAILBOX_FULL, refused(DANA, put(OMAR, Optional.of(token))));
    }

    @Test
    void bytesOfAFriendAreBounded() {
        Letter letter = Letter.parse(bytes(4_665)).orElseThrow();
        ask(DANA, new Request.PutLetter(OMAR, letter, Optional.empty()));
        assertEquals(Reason.MAILBOX_FULL, refused(EVE, new Request.PutLetter(OMAR, letter, Optional.empty())));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = 1;
        return bytes;
    }

    @Test
    void letterGoesAfterItsDays() {
        ask(DANA, put(OMAR));
        store(keeper.sweep(NOW + 30 * DAY_MS - 1));
        assertEquals(1, letters(OMAR));
        store(keeper.sweep(NOW + 30 * DAY_MS));
        assertEquals(0, letters(OMAR));
        assertTrue(
                disk.keySet().stream().noneMatch(key -> key.startsWith("letter")),
                disk.keySet().toString());
    }

    @Test
    void whoPutALetterTakesItBack() {
        MessageId id = ((Reply.LetterPut) ask(DANA, put(OMAR))).id();
        ask(EVE, new Request.DropLetters(List.of(Examples.ID), Optional.of(OMAR)));
        assertEquals(1, letters(OMAR));
        ask(DANA, new Request.DropLetters(List.of(id), Optional.of(OMAR)));
        assertEquals(0, letters(OMAR));
    }

    @Test
    void lettersAndPrekeysOutliveARestart() {
        ask(OMAR, new Request.PutPrekeys(List.of(prekey(OMAR, 1, Prekey.Kind.ONE_TIME))));
        ask(DANA, put(OMAR));
        keeper = keeper();
        assertEquals(1, letters(OMAR));
        assertInstanceOf(Reply.PrekeyTaken.class, ask(DANA, new Request.TakePrekey(OMAR)));
        keeper = keeper();
        assertEquals(Reason.NO_PREKEY, refused(DANA, new Request.TakePrekey(OMAR)));
    }

    @Test
    void prekeyOfAnotherKeyIsRefused() {
        Prekey foreign = prekey(DANA, 1, Prekey.Kind.WEEKLY);
        assertEquals(Reason.BAD_PROOF, refused(OMAR, new Request.PutPrekeys(List.of(foreign))));
    }

    @Test
    void nobodyUsesUpAnothersPrekeys() {
        ask(OMAR, new Request.PutPrekeys(List.of(prekey(OMAR, 999, Prekey.Kind.WEEKLY))));
        for (int i = 0; i < 2 * KeeperLimits.TAKEN_PREKEYS; i++) {
            ask(OMAR, new Request.PutPrekeys(List.of(prekey(OMAR, i, Prekey.Kind.ONE_TIME))));
        }
        int weekly = 0;
        for (int i = 0; i < 2 * KeeperLimits.TAKEN_PREKEYS; i++) {
            Reply.PrekeyTaken taken = (Reply.PrekeyTaken) ask(EVE, new Request.TakePrekey(OMAR));
            weekly += taken.prekey().kind() == Prekey.Kind.WEEKLY ? 1 : 0;
        }
        assertEquals(KeeperLimits.TAKEN_PREKEYS, weekly);
    }

    @Test
    void guestsAreBoundedAndThoseWithLettersStay() {
        Request allow = new Request.AllowMail("0a".repeat(16), 50);
        ask(DANA, allow);
        ask(OMAR, put(DANA));
        for (int i = 0; i < 3 * KeeperLimits.GUESTS; i++) {
            assertInstanceOf(Reply.MailAllowed.class, ask(new UserName("guest" + i), allow));
        }
        assertEquals(1, letters(DANA));
        assertTrue(disk.size() <= KeeperLimits.GUESTS + 2, disk.size() + " records");
    }
}
