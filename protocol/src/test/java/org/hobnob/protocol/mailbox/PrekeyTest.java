package org.hobnob.protocol.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** SPEC 14.1: prekeys. */
class PrekeyTest {
    private static final UserName ADA = new UserName("Ada");
    private static final PublicKey IDENTITY =
            new PublicKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] PIN =
            HexFormat.of().parseHex("ebdfd1cc34deeadc699fdd20b4fb0b25781e70e04fdbb13904905d838fe2e599");

    @Example
    void prekeysAreReadAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("prekeys.txt", 3)) {
            assertEquals(row.column(2), outcome(HexFormat.of().parseHex(row.column(1))), row.name());
        }
    }

    private static String outcome(byte[] bytes) {
        Optional<Prekey> prekey = Prekey.parse(bytes);
        if (prekey.isEmpty()) {
            return "MALFORMED";
        }
        assertArrayEquals(bytes, prekey.get().bytes());
        return prekey.get().isSignedBy(ADA, IDENTITY, PIN, JdkEd25519.verifier())
                ? "ok " + Meaning.of(prekey.get())
                : "BAD_SIGNATURE";
    }

    @Example
    void signedPrekeyIsItsOwners() {
        Signer signer = JdkEd25519.signer(new byte[32]);
        Prekey prekey = Prekey.signed(
                ADA, PIN, "0123456789abcdef", Prekey.Kind.ONE_TIME, "0a".repeat(32), 1_800_000_000_000L, signer);
        assertTrue(prekey.isSignedBy(new UserName("ADA"), signer.publicKey(), PIN, JdkEd25519.verifier()));
        assertFalse(prekey.isSignedBy(ADA, IDENTITY, PIN, JdkEd25519.verifier()));
    }

    @Property
    void noBytesMakeTheReaderThrow(@ForAll byte[] bytes) {
        Prekey.parse(bytes).ifPresent(prekey -> assertArrayEquals(bytes, prekey.bytes()));
    }
}
