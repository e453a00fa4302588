package org.hobnob.protocol.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Bodies;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** SPEC 14.2: what letters say. The seal is checked where it is implemented. */
class LetterContentTest {
    private static final Signer SIGNER = JdkEd25519.signer(new byte[32]);
    private static final PublicKey RECIPIENT = JdkEd25519.signer(new byte[] {
                1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            })
            .publicKey();
    private static final byte[] PIN = new byte[32];
    private static final byte[] FRONT = Letter.front("0123456789abcdef", new byte[32]);

    private static LetterItem message(EncodedBody body) {
        return new LetterItem.Message(Examples.PLACE, Examples.ID, body);
    }

    private static byte[] print(LetterContent content) {
        return content.print(FRONT, PIN, RECIPIENT, SIGNER);
    }

    @Property(tries = 100)
    void contentIsReadAsPrinted(@ForAll("contents") LetterContent content) {
        byte[] printed = print(content);
        assertTrue(Letter.SIZES.contains(printed.length), "length " + printed.length);
        assertEquals(Optional.of(content), LetterContent.parse(printed).map(LetterContent.Signed::content));
    }

    @Property(tries = 500)
    void changedBytesAreNoGenuineContent(
            @ForAll("contents") LetterContent content, @ForAll int place, @ForAll byte value, @ForAll boolean cut) {
        byte[] changed = print(content);
        int at = Math.floorMod(place, changed.length);
        changed[at] = value;
        LetterContent.parse(cut ? Arrays.copyOf(changed, at) : changed)
                .ifPresent(read -> read.isGenuine(FRONT, PIN, RECIPIENT, JdkEd25519.verifier()));
    }

    @Property
    void noBytesMakeTheReaderThrow(@ForAll byte[] bytes) {
        LetterContent.parse(bytes);
        Letter.parse(bytes);
    }

    @Example
    void longestBodyFitsTheLargestSize() {
        LetterContent longest = new LetterContent(
                new UserName("a".repeat(32)),
                SIGNER.publicKey(),
                new LetterItem.Message(Examples.PLACE, Examples.ID, EncodedBody.of(Bodies.longest())),
                PutToken.of("0a".repeat(16)));
        assertEquals(4_608, print(longest).length);
    }

    @Example
    void signatureHoldsForOneLetterRecipientAndRegistry() {
        LetterContent content = new LetterContent(
                Examples.KAREEM, SIGNER.publicKey(), message(EncodedBody.of(Examples.TEXT)), Optional.empty());
        LetterContent.Signed read = LetterContent.parse(print(content)).orElseThrow();
        Verifier verifier = JdkEd25519.verifier();
        assertTrue(read.isGenuine(FRONT, PIN, RECIPIENT, verifier));
        assertFalse(read.isGenuine(Letter.front("0123456789abcdee", new byte[32]), PIN, RECIPIENT, verifier));
        assertFalse(read.isGenuine(FRONT, HexFormat.of().parseHex("0a".repeat(32)), RECIPIENT, verifier));
        assertFalse(read.isGenuine(FRONT, PIN, SIGNER.publicKey(), verifier));
    }

    /** So that a letter proves nothing of its words to others. */
    @Example
    void recipientCouldHaveWrittenTheWords() {
        LetterContent content = new LetterContent(
                Examples.KAREEM, SIGNER.publicKey(), message(EncodedBody.of(Examples.TEXT)), Optional.empty());
        LetterContent other = new LetterContent(
                content.sender(), content.key(), message(EncodedBody.of(Bodies.longest())), Optional.empty());
        byte[] signature = Arrays.copyOf(print(content), Verifier.SIGNATURE_BYTES);
        assertTrue(new LetterContent.Signed(other, signature).isGenuine(FRONT, PIN, RECIPIENT, JdkEd25519.verifier()));
    }

    @Provide
    Arbitrary<LetterContent> contents() {
        Arbitrary<LetterItem> messages = Combinators.combine(
                        Values.places(), Values.ids(), Bodies.any().map(EncodedBody::of))
                .as(LetterItem.Message::new);
        Arbitrary<LetterItem> receipts =
                Values.places().map(place -> new LetterItem.Receipt(place.log(), place.number()));
        Arbitrary<Optional<PutToken>> tokens = Values.ids()
                .map(id -> PutToken.of(id.hex()))
                .optional()
                .map(token -> token.flatMap(given -> given)
                        .filter(given -> !given.reveal().equals("0".repeat(32))));
        return Combinators.combine(Values.users(), Arbitraries.oneOf(messages, receipts), tokens)
                .as((sender, item, token) -> new LetterContent(sender, SIGNER.publicKey(), item, token));
    }
}
