package org.hobnob.registry.store.original;

/**
 * What became of an account or a room of the original.
 *
 * @param kind which of both it is
 * @param name as the original has it: text of others
 * @param why empty where nothing has to be said
 */
public record ImportLine(Kind kind, String name, Outcome outcome, String why) {
    /** What was to be taken over. */
    public enum Kind {
        ACCOUNT,
        ROOM
    }

    /** What became of it. */
    public enum Outcome {
        /** It was taken over; in a dry run, it would be. */
        IMPORTED,
        /** It was there already, as an earlier import left it. */
        ALREADY_THERE,
        /** Something else has its name, which was left as it is. */
        CLASH,
        /** Its name or another field cannot be used, and it was left out. */
        UNFIT
    }
}
