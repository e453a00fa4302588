package org.hobnob.peer.console.conversation;

/** How much unread lines want to be read, the most urgent first. */
public enum Urgency {
    /** A private line, or one that mentions the user. */
    URGENT,
    USUAL,
    /** The conversation is muted. */
    QUIET
}
