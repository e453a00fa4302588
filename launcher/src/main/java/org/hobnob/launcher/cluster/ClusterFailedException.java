package org.hobnob.launcher.cluster;

/** One of the processes did not start. */
public final class ClusterFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterFailedException(String message) {
        super(message);
    }
}
