package org.hobnob.registry.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the example of RFC 7677 section 3. */
class ScramConversationTest {
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String FIRST = "n,,n=user,r=" + CLIENT_NONCE;
    private static final String LAST =
            "c=biws,r=" + CLIENT_NONCE + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final ScramCredential CREDENTIAL =
            ScramCredential.of("user", "pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));

    private final ScramConversation conversation = new ScramConversation(CREDENTIAL, SERVER_NONCE);

    @Test
    void theExchangeOfTheRfcIsAccepted() {
        assertEquals(
                "r=" + CLIENT_NONCE + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                text(conversation.challenge(bytes(FIRST))));
        assertEquals("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", text(conversation.verify(bytes(LAST))));
    }

    @Test
    void aProofIsAcceptedOnce() {
        conversation.challenge(bytes(FIRST));
        assertTrue(conversation.verify(bytes(LAST)).isPresent());
        assertTrue(conversation.verify(bytes(LAST)).isEmpty());
    }

    @Test
    void aRecordedProofFailsAgainstAnotherNonce() {
        ScramConversation later = new ScramConversation(CREDENTIAL, "another-server-nonce");
        later.challenge(bytes(FIRST));
        assertTrue(later.verify(bytes(LAST)).isEmpty());
        ScramConversation rewritten = new ScramConversation(CREDENTIAL, "another-server-nonce");
        rewritten.challenge(bytes(FIRST));
        assertTrue(rewritten
                .verify(bytes(LAST.replace(SERVER_NONCE, "another-server-nonce")))
                .isEmpty());
    }

    @Test
    void everyFlippedBitOfTheProofIsRefused() {
        byte[] proof = Base64.getDecoder().decode(LAST.substring(LAST.indexOf(",p=") + 3));
        for (int bit = 0; bit < proof.length * 8; bit++) {
            byte[] forged = proof.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            ScramConversation fresh = new ScramConversation(CREDENTIAL, SERVER_NONCE);
            fresh.challenge(bytes(FIRST));
            String last = LAST.substring(0, LAST.indexOf(",p=") + 3)
                    + Base64.getEncoder().encodeToString(forged);
            assertTrue(fresh.verify(bytes(last)).isEmpty(), "bit " + bit);
        }
    }

    @Test
    void malformedMessagesAreRefused() {
        for (String first : new String[] {
            "",
            "n,,",
            "n,,n=user",
            "n,,n=other,r=" + CLIENT_NONCE,
            "p=tls-unique,,n=user,r=" + CLIENT_NONCE,
            "n,,n=user,r=",
            "n,,n=user,r=" + "x".repeat(129),
            "n,,n=user,r=" + CLIENT_NONCE + "é"
        }) {
            assertTrue(
                    new ScramConversation(CREDENTIAL, SERVER_NONCE)
                            .challenge(bytes(first))
                            .isEmpty(),
                    first);
        }
        for (String last : new String[] {
            "", "c=biws", LAST.replace("c=biws", "c=eSws"), LAST.replace(",p=d", ",p="), LAST + "=", "x".repeat(10_000)
        }) {
            ScramConversation fresh = new ScramConversation(CREDENTIAL, SERVER_NONCE);
            fresh.challenge(bytes(FIRST));
            assertTrue(fresh.verify(bytes(last)).isEmpty(), last);
        }
        assertTrue(conversation.verify(bytes(LAST)).isEmpty(), "no challenge was asked for");
    }

    @Test
    void theCredentialDoesNotPrint() {
        assertFalse(CREDENTIAL.toString().contains("pencil"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Optional<byte[]> message) {
        return new String(message.orElseThrow(), StandardCharsets.UTF_8);
    }
}
