package org.hobnob.registry.secrets;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.registry.secrets.SecretsRefusedException.Reason;

/**
 * The text of the secrets file, in the format described at {@link SecretsFile}. Error messages name the line or the field,
 * never its value.
 */
final class SecretsText {
    private static final String FORMAT_NAME = "hobnob-secrets";
    private static final String VERSION = "1";
    private static final String IDENTITY_PRIVATE = "identity-private-pkcs8";
    private static final String IDENTITY_PUBLIC = "identity-public-spki";
    private static final String PEPPER = "pepper";
    private static final String TOKEN_KEY = "token-key";
    private static final List<String> FIELDS = List.of(IDENTITY_PRIVATE, IDENTITY_PUBLIC, PEPPER, TOKEN_KEY);
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] PROBE = {1};

    private SecretsText() {}

    static String print(Secrets secrets) {
        return FORMAT_NAME + " " + VERSION + "\n"
                + line(IDENTITY_PRIVATE, secrets.identity().getPrivate().getEncoded())
                + line(IDENTITY_PUBLIC, secrets.identity().getPublic().getEncoded())
                + line(PEPPER, secrets.pepper())
                + line(TOKEN_KEY, secrets.tokenKey());
    }

    /**
     * Parses the text.
     *
     * @throws SecretsRefusedException if it is malformed or of another version
     */
    static Secrets parse(String text) {
        List<String> lines = text.lines().toList();
        checkVersion(lines.isEmpty() ? "" : lines.get(0));
        Map<String, byte[]> fields = fields(lines);
        try {
            return new Secrets(identity(fields), fields.get(PEPPER), fields.get(TOKEN_KEY));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is dropped because its message may quote the secrets.
            throw malformed("its keys do not fit together or have another length");
        }
    }

    private static void checkVersion(String firstLine) {
        String[] words = firstLine.split(" ", 2);
        if (words.length != 2 || !words[0].equals(FORMAT_NAME)) {
            throw malformed("line 1 is not '" + FORMAT_NAME + " " + VERSION + "'");
        }
        if (!words[1].equals(VERSION)) {
            throw new SecretsRefusedException(
                    Reason.UNKNOWN_VERSION,
                    "is of a version other than " + VERSION + "; run the newer Hobnob that wrote it");
        }
    }

    private static Map<String, byte[]> fields(List<String> lines) {
        Map<String, byte[]> fields = new HashMap<>();
        for (int index = 1; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            if (parts.length != 2 || !FIELDS.contains(parts[0])) {
                throw malformed("line " + (index + 1) + " is none of its fields");
            }
            if (fields.put(parts[0], decode(parts[1], index + 1)) != null) {
                throw malformed("line " + (index + 1) + " repeats '" + parts[0] + "'");
            }
        }
        FIELDS.stream().filter(field -> !fields.containsKey(field)).findFirst().ifPresent(field -> {
            throw malformed("'" + field + "' is missing");
        });
        return fields;
    }

    private static byte[] decode(String value, int lineNumber) {
        try {
            return Base64.getDecoder().decode(value.strip());
        } catch (IllegalArgumentException e) {
            throw malformed("line " + lineNumber + " is not base64");
        }
    }

    private static KeyPair identity(Map<String, byte[]> fields) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(fields.get(IDENTITY_PRIVATE)));
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(fields.get(IDENTITY_PUBLIC)));
        Signature signer = Signature.getInstance(SIGNATURE);
        signer.initSign(privateKey);
        signer.update(PROBE);
        byte[] signature = signer.sign();
        signer.initVerify(publicKey);
        signer.update(PROBE);
        if (!signer.verify(signature)) {
            throw malformed("the identity's private key is not that of its public key");
        }
        return new KeyPair(publicKey, privateKey);
    }

    private static String line(String field, byte[] value) {
        return field + ": " + Base64.getEncoder().encodeToString(value) + "\n";
    }

    private static SecretsRefusedException malformed(String what) {
        return new SecretsRefusedException(
                Reason.MALFORMED,
                "is malformed: " + what + "; restore it from a backup or copy it from another node."
                        + " Without it peers must accept a new identity and every password must be set again");
    }
}
