package org.hobnob.launcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.hobnob.files.OwnerOnly;

/** The key by which SSH clients recognise the host: made once, in a file for its owner only. Blocking. */
record HostKey(KeyPair pair) {
    private static final String NAME = "ssh-host-key";
    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";

    /**
     * Reads the folder's key, or makes it.
     *
     * @throws IOException if the file cannot be read or written, is damaged, or open to others; the message says what to do
     */
    static HostKey readOrCreate(Path folder, SecureRandom random) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            if (Files.notExists(file)) {
                create(file, random);
            }
            if (OwnerOnly.isOpenToOthers(file)) {
                throw new IOException(file + " is open to other users: " + OwnerOnly.howToClose(file));
            }
            return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    file + " is damaged: delete it, and the next start makes another key, which clients will ask about",
                    e);
        }
    }

    private static void create(Path file, SecureRandom random) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder text = Base64.getEncoder();
        Path draft = OwnerOnly.createDraft(file.toAbsolutePath().getParent(), NAME, ".new");
        Files.write(
                draft,
                List.of(
                        text.encodeToString(pair.getPrivate().getEncoded()),
                        text.encodeToString(pair.getPublic().getEncoded())),
                StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static HostKey parse(List<String> lines) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        Base64.Decoder text = Base64.getDecoder();
        return new HostKey(new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(text.decode(lines.get(1)))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(text.decode(lines.get(0))))));
    }

    /** As SSH clients show it when they first connect. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }
}
