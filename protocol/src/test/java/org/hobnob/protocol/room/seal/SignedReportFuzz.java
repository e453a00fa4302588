package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.PublicKey;

/** Reports, as users send them (SPEC 15). Every signature verifies too, so that what lies behind that check is reached. */
public final class SignedReportFuzz implements FuzzTarget {
    private static final int MOST_BYTES = 3_000;

    @Override
    public void parse(byte[] input) {
        Optional<SignedReport.Proven> claimed =
                SignedReport.check(input, SignedReportTest.PIN, (key, message, signature) -> true);
        assertTrue(claimed.isEmpty() || input.length <= MOST_BYTES, "bounded");
        SignedReport.check(input, SignedReportTest.PIN, SignedReportTest.VERIFIER)
                .ifPresent(proven -> {
                    assertEquals(claimed, Optional.of(proven));
                    assertSaidByAnn(proven);
                });
    }

    /** Whoever has not her key can prove nothing else of her. */
    private static void assertSaidByAnn(SignedReport.Proven proven) {
        PublicKey ann = SignedReportTest.ANN.publicKey();
        assertTrue(
                !proven.key().equals(ann)
                        || proven.room().equals(SignedReportTest.LAB)
                                && List.of("a secret of mine", "bob is a fool")
                                        .contains(proven.body().text().text()),
                () -> proven.toString());
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(SignedReportTest.report(SignedReportTest.FIRST), SignedReportTest.report());
    }

    @Override
    public int maxBytes() {
        return MOST_BYTES + 1;
    }
}
