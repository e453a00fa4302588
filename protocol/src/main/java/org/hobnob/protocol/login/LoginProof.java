package org.hobnob.protocol.login;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.Signature;

/**
 * How a peer proves to a registry that it holds the key that it publishes (SPEC 4.3): what it signs, and whether a signature
 * is that. The proof is good for one request on one connection, which the certificate of its handshake and the challenge
 * identify: a server in between, which has another certificate, can do nothing with it.
 */
public final class LoginProof {
    private static final byte[] CONTEXT = "hobnob login 1\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * What a proof is bound to.
     *
     * @param pin the pin of the registry
     * @param certificate the SHA-256 of the leaf certificate that the server showed in this connection's handshake, in DER
     * @param challenge the latest one on this connection
     */
    public record Binding(Fingerprint pin, Fingerprint certificate, Challenge challenge) {}

    private LoginProof() {}

    /**
     * Signs the request, which must name the signer's key.
     *
     * @param request its own proof, if any, is not looked at
     * @return the proof to send with it
     * @throws IllegalArgumentException if the request names another key or none
     */
    public static Signature sign(Request.Opening request, Binding binding, Signer signer) {
        if (!request.whereabouts().key().equals(Optional.of(signer.publicKey()))) {
            throw new IllegalArgumentException("the request must name the key that signs it");
        }
        return Signature.of(signer.sign(signed(request, binding)));
    }

    /** Returns whether the request has a proof, and it is that of the key that the request names. */
    public static boolean isProved(Request.Opening request, Binding binding, Verifier verifier) {
        Optional<PublicKey> key = request.whereabouts().key();
        return key.isPresent()
                && request.proof().isPresent()
                && verifier.verify(
                        key.get(),
                        signed(request, binding),
                        request.proof().get().bytes());
    }

    /** Returns the bytes that are signed: the context, then each field after its length in two bytes. */
    static byte[] signed(Request.Opening request, Binding binding) {
        Whereabouts whereabouts = request.whereabouts();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CONTEXT);
        put(bytes, request.command().name());
        put(bytes, binding.pin().bytes());
        put(bytes, binding.certificate().bytes());
        put(bytes, binding.challenge().bytes());
        put(bytes, request.subject());
        put(bytes, HexFormat.of().parseHex(whereabouts.key().map(PublicKey::hex).orElse("")));
        put(bytes, String.valueOf(whereabouts.directPort()));
        put(bytes, String.valueOf(whereabouts.udpPort()));
        put(bytes, whereabouts.caps().map(Capabilities::toString).orElse(""));
        return bytes.toByteArray();
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        put(bytes, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(ByteArrayOutputStream bytes, byte[] field) {
        bytes.write(field.length >> Byte.SIZE);
        bytes.write(field.length);
        bytes.writeBytes(field);
    }
}
