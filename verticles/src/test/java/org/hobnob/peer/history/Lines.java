package org.hobnob.peer.history;

import java.util.Optional;

/** Makes lines for tests. */
final class Lines {
    static final String ACCOUNT = Talk.account("a1b2c3d4e5f60718293a", "Dana");
    static final Talk LAB = new Talk(ACCOUNT, "#lab");
    static final Talk OMAR = new Talk(ACCOUNT, "@omar");

    private Lines() {}

    static Line of(Talk talk, long ms, String text) {
        return of(talk, ms, text, "");
    }

    static Line of(Talk talk, long ms, String text, String id) {
        return new Line(
                talk, ms, ms, "omar", false, false, text, Optional.empty(), id, "tcp", false, Line.State.HEARD, "");
    }
}
