package org.hobnob.launcher.peer;

/** The person left instead of answering a question. */
final class LeftException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
