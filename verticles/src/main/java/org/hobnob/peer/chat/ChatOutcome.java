package org.hobnob.peer.chat;

import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;

/** The outcome of a chat request (BUS.md 6.2). */
enum ChatOutcome {
    /** The other user agreed, or asks for a chat too. */
    ACCEPT("accept"),
    /** There was a chat already. */
    ALREADY("already"),
    /** The other user has an original program and was not asked. */
    OPEN("open"),
    /** The other user declined, or the other program does not take requests from this user's key. */
    REJECT("reject"),
    /** The other user has reached the limit of chats and was not asked. */
    BUSY("busy"),
    /** The other user did not answer in time. */
    NO_ANSWER("no-answer"),
    /** An earlier request to this user is still pending. */
    WAITING("waiting"),
    /** This user has reached the limit of chats; the other user was not asked. */
    TOO_MANY("too-many");

    private final String word;

    ChatOutcome(String word) {
        this.word = word;
    }

    /** Returns the word for this outcome on the event bus. */
    String word() {
        return word;
    }

    static ChatOutcome of(ChatDecision decision) {
        return switch (decision) {
            case ACCEPT -> ACCEPT;
            case REJECT -> REJECT;
            case BUSY -> BUSY;
            case UNANSWERED -> NO_ANSWER;
        };
    }
}
