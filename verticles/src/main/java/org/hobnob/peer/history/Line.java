package org.hobnob.peer.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A line that somebody said, as it is kept. Texts are as their senders wrote them: whoever shows them makes them safe (SPEC
 * 2.4).
 *
 * @param talk the conversation
 * @param takenMs when it was shown here, or said here, in milliseconds since 1970
 * @param saidMs when its sender said it, in milliseconds since 1970; 0 if that is not known
 * @param author the sender's name
 * @param own whether this user said it
 * @param action whether the text tells what its sender does
 * @param text the text; empty for one that this version cannot read
 * @param reply what it answers
 * @param id the message's id, in hex digits; empty for none
 * @param path how it came: {@code tcp}, {@code multicast}, {@code open}; empty if that is not known
 * @param verified whether a person has compared its sender's key
 * @param state what became of it
 * @param from who handed it over, of a room's line that its author did not send here; empty for none
 */
public record Line(
        Talk talk,
        long takenMs,
        long saidMs,
        String author,
        boolean own,
        boolean action,
        String text,
        Optional<Reply> reply,
        String id,
        String path,
        boolean verified,
        State state,
        String from) {
    /** What became of a line. The order is that of the numbers on the disk: new ones stand last. */
    public enum State {
        /** Somebody else said it. */
        HEARD,
        /** Its outcome is not known. */
        SENT,
        /** It waits until its recipient is there. */
        QUEUED,
        /** Whoever is to have it has it. */
        DELIVERED,
        /** Members of the room lack it. */
        PARTLY,
        /** It went out unprotected, and nobody confirms it. */
        OPEN,
        /** It did not go out. */
        FAILED,
        /** A later version can read it. */
        UNREADABLE;

        /** Returns the state with this word. */
        static Optional<State> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }

        /** Returns the word for programs and on the bus. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The message that a line answers.
     *
     * @param user who said it
     * @param id its id, in hex digits
     * @param quote its first words
     */
    public record Reply(String user, String id, String quote) {}

    public Line {
        Objects.requireNonNull(talk, "talk");
        Objects.requireNonNull(state, "state");
    }

    /** Returns the line with another outcome and id; an empty id leaves the one it has. */
    public Line became(State now, String newId) {
        return new Line(
                talk,
                takenMs,
                saidMs,
                author,
                own,
                action,
                text,
                reply,
                newId.isEmpty() ? id : newId,
                path,
                verified,
                now,
                from);
    }
}
