package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PinnedTrustTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void oneOfTwoConcurrentFirstUsesIsRefused() throws Exception {
        NodeCertificate first = fresh();
        NodeCertificate second = fresh();
        AtomicReference<PinnedTrust> trust = new AtomicReference<>();
        trust.set(new PinnedTrust(Optional.empty(), new MeanwhileClock(() -> check(trust.get(), second))));
        PinMismatchException refused =
                assertThrows(PinMismatchException.class, () -> trust.get().checkServerTrusted(array(first), "EC"));
        assertEquals(second.pin(), refused.expected());
        assertEquals(first.pin(), refused.seen());
        assertEquals(Optional.of(second.pin()), trust.get().observed());
    }

    @Test
    void noCertificateAtAllIsRefused() {
        PinnedTrust trust = new PinnedTrust(Optional.empty(), Clock.systemUTC());
        assertThrows(CertificateException.class, () -> trust.checkServerTrusted(new X509Certificate[0], "EC"));
        assertThrows(CertificateException.class, () -> trust.checkServerTrusted(null, "EC"));
    }

    @Test
    void clientsAreNotTrustedByIt() {
        NodeCertificate node = fresh();
        PinnedTrust trust = new PinnedTrust(Optional.of(node.pin()), Clock.systemUTC());
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(array(node), "EC"));
    }

    private static NodeCertificate fresh() {
        return NodeCertificate.issue(P256.generate(RANDOM), List.of(), Instant.now(), RANDOM);
    }

    private static X509Certificate[] array(NodeCertificate node) {
        return node.chain().toArray(X509Certificate[]::new);
    }

    private static void check(PinnedTrust trust, NodeCertificate node) {
        try {
            trust.checkServerTrusted(array(node), "EC");
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets something else happen, once, while the time is asked for. */
    private static final class MeanwhileClock extends Clock {
        private final Runnable meanwhile;
        private boolean done;

        MeanwhileClock(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Instant instant() {
            if (!done) {
                done = true;
                meanwhile.run();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
