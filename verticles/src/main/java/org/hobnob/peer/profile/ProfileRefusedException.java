package org.hobnob.peer.profile;

/** A file of the profile cannot be used; the message says what to do next and never what a secret file holds. */
public final class ProfileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProfileRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
