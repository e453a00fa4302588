package org.hobnob.protocol.mailbox.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 14.1 and 14.3: prekeys and tokens of one user. */
class MailEngineTest {
    private static final long NOW = 1_764_500_000_000L;
    private static final long DAY_MS = 86_400_000;

    private static final UserName OMAR = new UserName("Omar");
    private static final MailRecord OWED =
            new MailRecord.Owed(OMAR, new LetterItem.Receipt(new LogId("0123456789abcdef"), 1));

    private static final DirectMessage MESSAGE = new DirectMessage(
            new UserName("Dana"),
            OMAR,
            Examples.ID,
            new LogPlace(new LogId("0123456789abcdef"), 1, 1),
            EncodedBody.of(Examples.TEXT));

    private final Random random = new Random(7);
    private List<DirectMessage> waiting = List.of();
    private final Envelopes envelopes = new Envelopes(
            new UserName("Dana"), new byte[32], JdkEd25519.signer(new byte[32]), JdkEd25519.verifier(), new Keys());

    /** Makes keys only. */
    private final class Keys implements LetterSeal {
        @Override
        public KeyPair newKeyPair() {
            byte[] bits = new byte[32];
            random.nextBytes(bits);
            return new KeyPair(bits, bits);
        }

        @Override
        public Letter seal(Prekey prekey, byte[] info, UnaryOperator<byte[]> content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> open(Letter letter, byte[] privateKey, byte[] info) {
            throw new UnsupportedOperationException();
        }
    }

    private MailEngine engine(Collection<MailRecord> stored) {
        return new MailEngine(envelopes, stored, contact -> waiting, random);
    }

    private static <T extends MailEffect> List<T> of(Class<T> type, List<MailEffect> effects) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Prekey left(List<MailEffect> effects) {
        return of(MailEffect.PutPrekeys.class, effects).get(0).prekeys().get(0);
    }

    @Test
    void weeklyPrivateKeyStaysWhenOthersMakeWay() {
        PrekeyRing ring = new PrekeyRing(envelopes, List.of(), random);
        List<MailEffect> effects = new ArrayList<>();
        Prekey weekly = ring.weekly(NOW, effects);
        List<Prekey> made = new ArrayList<>();
        while (made.size() < MailLimits.PRIVATE_KEYS) {
            made.addAll(ring.oneTime(0, NOW + made.size(), effects));
        }
        assertTrue(ring.privateKey(weekly.id()).isPresent());
        assertEquals(weekly, ring.weekly(NOW, effects));
        assertEquals(1, of(MailEffect.Drop.class, effects).size());
    }

    @Test
    void longSessionLeavesANewWeeklyPrekeyInTime() {
        MailEngine engine = engine(List.of());
        Prekey first = left(engine.online(0, NOW));
        assertEquals(DAY_MS, engine.wakeAtMs().orElseThrow());
        assertEquals(first, left(engine.tick(DAY_MS, NOW + DAY_MS)));
        assertEquals(List.of(), engine.tick(DAY_MS + 1, NOW + DAY_MS + 1));
        Prekey next = left(engine.tick(8 * DAY_MS, NOW + 8 * DAY_MS));
        assertTrue(next.expires() > first.expires());
    }

    /** Online, with a token given to Omar and another one at hand, and a receipt owed to him. */
    private MailEngine withToken(PutToken token) {
        return engine(List.of(
                new MailRecord.Tokens(OMAR, Optional.of(token), Optional.empty(), false),
                new MailRecord.Spare(PutToken.of("0b".repeat(16)).orElseThrow()),
                OWED));
    }

    @Test
    void blockedContactGetsNoTokenAndNoReceipt() {
        PutToken token = PutToken.of("0a".repeat(16)).orElseThrow();
        MailEngine engine = withToken(token);
        waiting = List.of(MESSAGE);
        engine.blocked(OMAR);
        assertEquals(Optional.empty(), engine.ownToken(OMAR));
        List<MailEffect> online = engine.online(0, NOW);
        List<MailEffect> away = engine.away(OMAR, 1);
        assertEquals(List.of(), of(MailEffect.Post.class, online));
        assertEquals(List.of(), of(MailEffect.Post.class, away));
        assertEquals(Optional.empty(), engine.ownToken(OMAR));
        assertEquals(OptionalLong.of(DAY_MS), engine.wakeAtMs());
        MailEffect.Post post = of(MailEffect.Post.class, engine.allow(OMAR, 2)).get(0);
        assertTrue(engine.ownToken(OMAR).isPresent());
        assertEquals(engine.ownToken(OMAR), post.own());
        assertInstanceOf(LetterItem.Message.class, post.item());
    }

    private static Optional<PutToken> drawn(List<MailEffect> effects) {
        return of(MailEffect.Allow.class, effects).stream()
                .map(MailEffect.Allow::token)
                .findFirst();
    }

    @Test
    void contactsWrittenToBeforeThereIsATokenGetOneEach() {
        UserName cem = new UserName("Cem");
        MailEngine engine = engine(List.of());
        Optional<PutToken> first = drawn(engine.online(0, NOW));
        engine.allow(OMAR, 1);
        engine.allow(cem, 1);
        engine.allow(OMAR, 2);
        assertEquals(Optional.empty(), engine.ownToken(OMAR));
        Optional<PutToken> second = drawn(engine.allowed(first, 3));
        assertEquals(first, engine.ownToken(OMAR));
        Optional<PutToken> third = drawn(engine.allowed(second, 4));
        assertEquals(second, engine.ownToken(cem));
        assertEquals(Optional.empty(), drawn(engine.allowed(third, 5)));
    }

    @Test
    void letterAndTokenUnderWayAreNotAskedForASecondTime() {
        MailEngine engine = engine(List.of());
        Optional<PutToken> token = drawn(engine.online(0, NOW));
        assertEquals(Optional.empty(), drawn(engine.online(1, NOW)));
        engine.allowed(token, 2);
        waiting = List.of(MESSAGE);
        MailEffect.Post post = of(MailEffect.Post.class, engine.away(OMAR, 3)).get(0);
        assertEquals(List.of(), of(MailEffect.Post.class, engine.online(4, NOW)));
        engine.notPosted(OMAR, post.item(), Reason.UNAVAILABLE, 5);
        assertEquals(1, of(MailEffect.Post.class, engine.online(6, NOW)).size());
        engine.offline();
        assertEquals(1, of(MailEffect.Post.class, engine.online(7, NOW)).size());
    }

    @Test
    void contactBlockedBeforeThereIsATokenGetsNone() {
        MailEngine engine = engine(List.of());
        Optional<PutToken> first = drawn(engine.online(0, NOW));
        engine.allow(OMAR, 1);
        engine.blocked(OMAR);
        engine.allowed(first, 2);
        assertEquals(Optional.empty(), engine.ownToken(OMAR));
    }

    @Test
    void tokenIsRevokedInEachSessionUntilTheRegistryKnows() {
        PutToken token = PutToken.of("0a".repeat(16)).orElseThrow();
        MailEffect.Allow revoking = new MailEffect.Allow(token, 0);
        List<MailEffect> blocked = withToken(token).blocked(OMAR);
        List<MailRecord> kept = of(MailEffect.Keep.class, blocked).stream()
                .map(MailEffect.Keep::stored)
                .toList();
        MailEngine restarted = engine(kept);
        assertTrue(restarted.isBlocked(OMAR));
        assertTrue(restarted.online(0, NOW).contains(revoking));
        assertTrue(restarted.online(1, NOW).contains(revoking));
        assertEquals(List.of(new MailEffect.Drop(new MailRecord.Revoked(token).key())), restarted.revoked(token));
        assertFalse(restarted.online(2, NOW).contains(revoking));
    }
}
