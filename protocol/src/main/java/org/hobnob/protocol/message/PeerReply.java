package org.hobnob.protocol.message;

/** What the other peer answers (SPEC 7). */
public sealed interface PeerReply {
    /** The answer to {@link PeerMessage.ChatRequest}. */
    record ChatAnswer(ChatDecision decision, UserName sender) implements PeerReply {}

    /** How a peer answers the wish to chat. */
    enum ChatDecision {
        ACCEPT,
        REJECT,
        /** In a chat already; nobody was asked. */
        BUSY
    }

    /**
     * The direct message was taken: it is kept for good, and shown or about to be.
     *
     * @param through every message of the log up to this number was taken
     */
    record DirectTaken(UserName sender, MessageId id, LogId log, long through, ChatText text) implements PeerReply {
        /** @throws IllegalArgumentException where the number is below 1 */
        public DirectTaken {
            if (through < 1) {
                throw new IllegalArgumentException("through " + through);
            }
        }
    }

    /** The direct message was not taken. */
    record DirectRefused(MessageId id, DirectRefusal reason) implements PeerReply {}

    /** The room message was taken: shown or kept for showing. */
    record BroadcastTaken(UserName sender, MessageId id, ChatText text) implements PeerReply {}

    /** The room message was not taken. */
    record BroadcastRefused(MessageId id) implements PeerReply {}

    /** The line was no message that this peer understands. */
    record NotUnderstood(Reason reason) implements PeerReply {}
}
