package org.hobnob.registry.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.Pin;

/** The secrets of a registry. All nodes of one registry share the same ones. */
public final class Secrets {
    /** Length of the pepper in bytes. */
    public static final int PEPPER_BYTES = 32;

    /** Length of the token key in bytes. */
    public static final int TOKEN_KEY_BYTES = 32;

    /** Length of the proof of a member of the cluster in bytes. */
    public static final int PROOF_BYTES = 32;

    private static final String MAC = "HmacSHA256";
    private static final byte[] CLUSTER_NAME = "hobnob cluster 1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CLUSTER_NAME_BYTES = 16;
    private static final byte[] MEMBER = "hobnob member 1\0".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair identity;
    private final byte[] pepper;
    private final byte[] tokenKey;

    /**
     * Wraps secrets that were generated or read.
     *
     * @param identity a P-256 key pair
     * @param pepper {@value #PEPPER_BYTES} bytes, copied
     * @param tokenKey {@value #TOKEN_KEY_BYTES} bytes, copied
     */
    Secrets(KeyPair identity, byte[] pepper, byte[] tokenKey) {
        this.identity = Objects.requireNonNull(identity, "identity");
        if (!P256.isOnCurve(identity.getPublic())) {
            throw new IllegalArgumentException("identity is not a P-256 key");
        }
        this.pepper = copy(pepper, PEPPER_BYTES, "pepper");
        this.tokenKey = copy(tokenKey, TOKEN_KEY_BYTES, "token key");
    }

    /**
     * Generates new secrets.
     *
     * @param random the source of randomness
     * @return secrets that no other registry has
     */
    public static Secrets generate(SecureRandom random) {
        byte[] pepper = new byte[PEPPER_BYTES];
        byte[] tokenKey = new byte[TOKEN_KEY_BYTES];
        random.nextBytes(pepper);
        random.nextBytes(tokenKey);
        return new Secrets(P256.generate(random), pepper, tokenKey);
    }

    /**
     * The long-lived P-256 key that signs the nodes' certificates and that peers pin.
     *
     * @return the pair
     */
    public KeyPair identity() {
        return identity;
    }

    /**
     * The pin by which peers recognise the registry.
     *
     * @return the pin of the identity key
     */
    public Pin pin() {
        return Pin.of(identity.getPublic());
    }

    /**
     * The key of the HMAC that is applied to passwords before they are hashed.
     *
     * @return {@value #PEPPER_BYTES} bytes, a copy
     */
    public byte[] pepper() {
        return pepper.clone();
    }

    /**
     * The key of the HMAC in resume tokens.
     *
     * @return {@value #TOKEN_KEY_BYTES} bytes, a copy
     */
    public byte[] tokenKey() {
        return tokenKey.clone();
    }

    /**
     * The name of the cluster in which the registries with these secrets meet (SPEC 12.2). Others cannot guess it, and it
     * tells nothing about the secrets.
     *
     * @return 32 lower-case hex digits, the same on every node and after a restart
     */
    public String clusterName() {
        return HexFormat.of().formatHex(mac(CLUSTER_NAME), 0, CLUSTER_NAME_BYTES);
    }

    /**
     * What only a registry with these secrets can say on a connection between two of them (SPEC 12.2).
     *
     * @param accepting whether the side that was connected to says it
     * @param ofConnecting the challenge of the side that connects, 32 bytes
     * @param ofAccepting the challenge of the other side, 32 bytes
     * @return {@value #PROOF_BYTES} bytes
     */
    public byte[] memberProof(boolean accepting, byte[] ofConnecting, byte[] ofAccepting) {
        return mac(MEMBER, new byte[] {(byte) (accepting ? 1 : 0)}, ofConnecting, ofAccepting);
    }

    private byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(tokenKey, MAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        }
    }

    @Override
    public String toString() {
        return "Secrets[pin=" + pin() + ", identity key, pepper and token key masked]";
    }

    private static byte[] copy(byte[] bytes, int length, String name) {
        if (bytes.length != length) {
            throw new IllegalArgumentException(name + " has " + bytes.length + " bytes, not " + length);
        }
        return bytes.clone();
    }
}
