package org.hobnob.protocol.mailbox.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 14.1 and 14.3: prekeys and tokens of one user. */
class MailEngineTest {
    private static final long NOW = 1_764_500_000_000L;
    private static final long DAY_MS = 86_400_000;

    private final Random random = new Random(7);
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
        return new MailEngine(envelopes, stored, contact -> List.of(), random);
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
}
