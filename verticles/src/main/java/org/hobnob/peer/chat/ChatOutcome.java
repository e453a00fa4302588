package org.hobnob.peer.chat;

import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;

/** What becomes of asking a user for a chat (BUS.md 6.2). */
enum ChatOutcome {
    /** There is a chat now. */
    ACCEPT("accept"),
    /** The person does not want to chat. */
    REJECT("reject"),
    /** The other user has as many chats as one may have; nobody was asked. */
    BUSY("busy"),
    /** The person did not answer in time. */
    NO_ANSWER("no-answer"),
    /** The user was asked before, and may still answer. */
    WAITING("waiting"),
    /** This user has as many chats as one may have; nobody was asked. */
    TOO_MANY("too-many");

    private final String word;

    ChatOutcome(String word) {
        this.word = word;
    }

    /** How the bus spells it. */
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
