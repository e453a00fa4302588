package org.hobnob.protocol.mailbox;

import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Seals one user's letters and opens those to the user (SPEC 14.2). Immutable.
 *
 * @param self the user
 * @param pin the registry's pin, 32 bytes
 */
public record Envelopes(UserName self, byte[] pin, Signer signer, Verifier verifier, LetterSeal seal) {
    /** Why a letter cannot be read. */
    public enum Fault {
        MALFORMED,
        UNKNOWN_PREKEY,
        BAD_SEAL,
        BAD_SIGNATURE
    }

    /** What a letter turned out to be. */
    public sealed interface Read {
        /** It is genuine: the key in it signed it. Whether that key is the sender's is not known yet. */
        record Genuine(LetterContent content) implements Read {}

        /** It cannot be read. */
        record Unreadable(Fault fault) implements Read {}
    }

    /**
     * Seals what is to be said.
     *
     * @param prekey of the recipient; whose it is must have been checked
     * @param recipient the recipient's identity key
     * @param token lets the recipient put letters into this user's mailbox
     */
    public Letter seal(Prekey prekey, PublicKey recipient, LetterItem item, Optional<PutToken> token) {
        LetterContent content = new LetterContent(self, signer.publicKey(), item, token);
        return seal.seal(prekey, Letter.info(pin, recipient), front -> content.print(front, pin, recipient, signer));
    }

    /**
     * Returns whether a prekey is the user's and can be sealed to now.
     *
     * @param identity the user's identity key
     * @param nowEpochMs the time, in milliseconds since 1970
     */
    public boolean isGood(Prekey prekey, UserName user, PublicKey identity, long nowEpochMs) {
        return prekey.expires() > nowEpochMs && prekey.isSignedBy(user, identity, pin, verifier);
    }

    /** @param privateKey returns the private key of the prekey with this id, 32 bytes; empty if it is not there */
    public Read open(Letter letter, Function<String, Optional<byte[]>> privateKey) {
        Optional<byte[]> key = privateKey.apply(letter.prekey());
        if (key.isEmpty()) {
            return new Read.Unreadable(Fault.UNKNOWN_PREKEY);
        }
        PublicKey own = signer.publicKey();
        Optional<byte[]> opened = seal.open(letter, key.get(), Letter.info(pin, own));
        if (opened.isEmpty()) {
            return new Read.Unreadable(Fault.BAD_SEAL);
        }
        Optional<LetterContent.Signed> signed = LetterContent.parse(opened.get());
        if (signed.isEmpty()) {
            return new Read.Unreadable(Fault.MALFORMED);
        }
        return signed.get().isGenuine(letter.front(), pin, own, verifier)
                ? new Read.Genuine(signed.get().content())
                : new Read.Unreadable(Fault.BAD_SIGNATURE);
    }
}
