package org.hobnob.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues resume tokens of version 1, as registries did before logins had families. */
public final class EarlierTokens {
    private EarlierTokens() {}

    /**
     * @param key the registry's token key
     * @param expiresAtEpochS in seconds since 1970
     */
    public static String issue(byte[] key, String foldedUser, long accountEpoch, long expiresAtEpochS) {
        byte[] user = foldedUser.getBytes(StandardCharsets.US_ASCII);
        byte[] claims = ByteBuffer.allocate(34 + user.length)
                .put((byte) 1)
                .put((byte) user.length)
                .put(user)
                .putLong(accountEpoch)
                .putLong(expiresAtEpochS)
                .put(new byte[16])
                .array();
        byte[] token = ByteBuffer.allocate(claims.length + 32)
                .put(claims)
                .put(tag(key, claims))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] tag(byte[] key, byte[] claims) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update("hobnob resume token".getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(claims);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
