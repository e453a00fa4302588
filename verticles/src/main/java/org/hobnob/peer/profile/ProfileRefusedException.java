package org.hobnob.peer.profile;

/** A file of the profile cannot be used. The message says what to do next and never contains secrets. */
public final class ProfileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProfileRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
