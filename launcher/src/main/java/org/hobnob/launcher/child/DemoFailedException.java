package org.hobnob.launcher.child;

/** Something that the demo was to show did not happen. */
public final class DemoFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DemoFailedException(String message) {
        super(message);
    }
}
