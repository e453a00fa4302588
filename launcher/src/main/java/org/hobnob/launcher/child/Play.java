package org.hobnob.launcher.child;

import java.io.IOException;

/** Something that {@code hobnob demo} shows and judges, with processes of its own. */
public interface Play extends AutoCloseable {
    /**
     * Lets it happen.
     *
     * @throws DemoFailedException if something did not happen that should, or did that should not
     * @throws IOException if a file cannot be written
     */
    void run() throws IOException;

    /** Ends all its processes. May be called again, and by another thread. */
    @Override
    void close();
}
