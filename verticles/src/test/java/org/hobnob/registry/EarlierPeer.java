package org.hobnob.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.NativeClient;

/** A peer that says what an earlier one was recorded to say, and understands no more than that one did. */
final class EarlierPeer {
    private static final Set<String> KNOWN_NOTICES = Set.of(
            "USER_LOGOUT",
            "USER_JOINED",
            "USER_LEFT",
            "USER_KICKED",
            "USER_ABSENT",
            "USER_BACK",
            "PROBE",
            "SESSION_ENDED");

    private final Transcript transcript;
    private final List<String> passedOver = new ArrayList<>();
    private NativeClient client;
    private String token = "";

    EarlierPeer(Transcript transcript, NativeClient client) {
        this.transcript = transcript;
        this.client = client;
    }

    /** Goes on over another connection. */
    void over(NativeClient next) {
        client = next;
    }

    /** Says one part of the transcript, and checks that it is told what an earlier peer understands. */
    EarlierPeer play(String part) {
        for (Transcript.Step step : transcript.part(part)) {
            NativeLine recorded = step.line();
            if (step.isAsked()) {
                client.send(step.text().replace("{token}", token) + "\n");
            } else if (recorded.tag().equals(NativeLine.NOTICE)) {
                assertSameShape(recorded, notice());
            } else {
                NativeLine told = line(client.line());
                assertSameShape(recorded, told);
                token = told.params().getOrDefault("token", token);
            }
        }
        return this;
    }

    /** The next notice of a name that it knows; as SPEC 4.7 says, others are passed over. */
    private NativeLine notice() {
        NativeLine next = line("@! " + client.notice());
        while (!KNOWN_NOTICES.contains(next.name())) {
            passedOver.add(next.name());
            next = line("@! " + client.notice());
        }
        return next;
    }

    /** The names of notices that it did not know. */
    List<String> passedOver() {
        return passedOver;
    }

    private static NativeLine line(String text) {
        return NativeLine.parse(text).orElseThrow(() -> new AssertionError("no line: " + text));
    }

    private static void assertSameShape(NativeLine recorded, NativeLine told) {
        Supplier<String> both = () -> "recorded " + recorded.print() + ", told " + told.print();
        assertEquals(recorded.tag(), told.tag(), both);
        assertEquals(recorded.name(), told.name(), both);
        assertEquals(recorded.words().size(), told.words().size(), both);
        for (int i = 0; i < recorded.words().size(); i++) {
            if (recorded.words().get(i).startsWith("<")) {
                assertEquals(recorded.words().get(i), told.words().get(i), both);
            }
        }
        assertTrue(told.params().keySet().containsAll(recorded.params().keySet()), both);
    }
}
