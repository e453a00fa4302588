package org.hobnob.peer.link;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.login.HeldChallenge;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Fingerprint;

/**
 * Proves the user's key over one connection (SPEC 4.3): bound to the registry and the certificate of this connection's
 * handshake, so that a server in between can do nothing with it. Not thread-safe.
 */
final class LoginProver {
    private final Pin pin;
    private final Fingerprint certificate;
    private final Signer signer;
    private final LongSupplier nowMs;
    private final HeldChallenge challenge = new HeldChallenge();

    private LoginProver(Pin pin, Fingerprint certificate, Signer signer, LongSupplier nowMs) {
        this.pin = pin;
        this.certificate = certificate;
        this.signer = signer;
        this.nowMs = nowMs;
    }

    /** @param trust what the handshake of this connection, and of no other, was checked by */
    static LoginProver of(PinnedTrust trust, Signer signer, LongSupplier nowMs) {
        return new LoginProver(
                trust.observed().orElseThrow(),
                Fingerprint.ofEncoded(trust.leaf().orElseThrow()),
                signer,
                nowMs);
    }

    /** Returns the key that the registry proved. */
    Pin pin() {
        return pin;
    }

    /** A hello was answered over this connection. */
    void heard(Reply.HelloBack hello) {
        challenge.heard(hello.challenge(), nowMs.getAsLong());
    }

    /** Returns the request with a proof, which uses the challenge; empty if there is no challenge that is still good. */
    Optional<Request.Opening> prove(Request.Opening request) {
        return challenge.take(nowMs.getAsLong()).map(fresh -> {
            LoginProof.Binding binding = new LoginProof.Binding(new Fingerprint(pin.hex()), certificate, fresh);
            return request.proved(LoginProof.sign(request, binding, signer));
        });
    }
}
