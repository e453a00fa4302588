package org.hobnob.launcher.chaos;

/**
 * Something a client asked, and what came of it.
 *
 * @param client who asked; one asks one thing at a time
 * @param kind what was asked
 * @param key what it was about: a user's or a room's name, folded
 * @param user as whom it was asked; empty where nobody was logged in
 * @param startNs when it was asked
 * @param endNs when the answer came, or was given up; by the same clock
 */
record Operation(int client, Kind kind, String key, String user, long startNs, long endNs, Outcome outcome) {
    enum Kind {
        REGISTER,
        LOGIN,
        CREATE,
        /** At the end: whether a registered account is there. */
        FIND_ACCOUNT,
        /** At the end: whether a room that was created is there. */
        FIND_ROOM
    }

    enum Outcome {
        /** Acknowledged. */
        DONE,
        /** Refused, because the name is taken or the user online; at the end: because there is none. */
        TAKEN,
        /** Refused for now: nothing happened. */
        REFUSED,
        /** No answer: it may have happened, or happen yet. */
        UNKNOWN
    }

    boolean is(Kind wanted, Outcome result) {
        return kind == wanted && outcome == result;
    }

    @Override
    public String toString() {
        return String.format(
                "%,d to %,d µs: client %d%s %s %s: %s",
                startNs / 1_000, endNs / 1_000, client, user.isEmpty() ? "" : " as " + user, kind, key, outcome);
    }
}
