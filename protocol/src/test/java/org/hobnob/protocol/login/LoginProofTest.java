package org.hobnob.protocol.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;
import org.junit.jupiter.api.Test;

class LoginProofTest {
    private static final Signer SIGNER = JdkEd25519.signer(
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    private static final Verifier VERIFIER = JdkEd25519.verifier();
    private static final Fingerprint PIN = new Fingerprint("11".repeat(32));
    private static final Fingerprint CERTIFICATE = new Fingerprint("22".repeat(32));
    private static final Challenge CHALLENGE = new Challenge("33".repeat(32));
    private static final LoginProof.Binding BINDING = new LoginProof.Binding(PIN, CERTIFICATE, CHALLENGE);
    private static final UserName USER = new UserName("Kareem");
    private static final ResumeToken TOKEN = new ResumeToken("kareem-kareem-kareem");

    @Test
    void vectorsAreSignedAndVerified() {
        for (Vectors.Row row : Vectors.read("login-proofs.txt", 6)) {
            LoginProof.Binding binding = new LoginProof.Binding(
                    new Fingerprint(row.column(1)), new Fingerprint(row.column(2)), new Challenge(row.column(3)));
            Parsed<Request> parsed =
                    NativeRequests.parse(NativeLine.parse(row.column(4)).orElseThrow());
            Request.Opening request = (Request.Opening) ((Parsed.Valid<Request>) parsed).value();
            assertEquals(row.column(5), HexFormat.of().formatHex(LoginProof.signed(request, binding)), row.name());
            assertEquals(request.proof(), Optional.of(LoginProof.sign(request, binding, SIGNER)), row.name());
            assertTrue(LoginProof.isProved(request, binding, VERIFIER), row.name());
        }
    }

    @Test
    void proofIsGoodForItsBindingOnly() {
        Request.KeyLogin request = proved(BINDING);
        assertTrue(LoginProof.isProved(request, BINDING, VERIFIER));
        Fingerprint other = new Fingerprint("44".repeat(32));
        for (LoginProof.Binding elsewhere : List.of(
                new LoginProof.Binding(other, CERTIFICATE, CHALLENGE),
                new LoginProof.Binding(PIN, other, CHALLENGE),
                new LoginProof.Binding(PIN, CERTIFICATE, new Challenge("44".repeat(32))))) {
            assertFalse(LoginProof.isProved(request, elsewhere, VERIFIER), elsewhere.toString());
        }
    }

    @Test
    void proofIsGoodForItsRequestOnly() {
        Optional<Signature> proof = proved(BINDING).proof();
        Whereabouts said = whereabouts(5000, 5001, "room2");
        for (Request.Opening other : List.of(
                new Request.Resume(TOKEN, said, proof),
                new Request.Login(
                        USER,
                        PasswordHash.ofPassword("open sesame"),
                        PasswordDigest.PLAIN,
                        Optional.empty(),
                        said,
                        false,
                        proof),
                new Request.KeyLogin(new UserName("omar"), said, proof),
                new Request.KeyLogin(USER, whereabouts(5002, 5001, "room2"), proof),
                new Request.KeyLogin(USER, whereabouts(5000, 5002, "room2"), proof),
                new Request.KeyLogin(USER, whereabouts(5000, 5001, "room3"), proof),
                new Request.KeyLogin(USER, new Whereabouts(5000, 5001, Optional.of(SIGNER.publicKey())), proof))) {
            assertFalse(LoginProof.isProved(other, BINDING, VERIFIER), other.toString());
        }
    }

    @Test
    void requestWithoutProofOrKeyIsNotProved() {
        assertFalse(LoginProof.isProved(
                new Request.KeyLogin(USER, whereabouts(0, 0, "room2"), Optional.empty()), BINDING, VERIFIER));
        assertFalse(LoginProof.isProved(
                new Request.Resume(TOKEN, Whereabouts.UNSAID, proved(BINDING).proof()), BINDING, VERIFIER));
    }

    @Test
    void keyOfAnotherCannotBeSignedFor() {
        Whereabouts another = new Whereabouts(0, 0, Optional.of(new PublicKey("aa".repeat(32))));
        Request.Opening request = new Request.KeyLogin(USER, another, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> LoginProof.sign(request, BINDING, SIGNER));
    }

    private static Request.KeyLogin proved(LoginProof.Binding binding) {
        Whereabouts said = whereabouts(5000, 5001, "room2");
        Request.KeyLogin bare = new Request.KeyLogin(USER, said, Optional.empty());
        return new Request.KeyLogin(USER, said, Optional.of(LoginProof.sign(bare, binding, SIGNER)));
    }

    private static Whereabouts whereabouts(int port, int udp, String caps) {
        return new Whereabouts(port, udp, Optional.of(SIGNER.publicKey()), Capabilities.of(caps));
    }
}
