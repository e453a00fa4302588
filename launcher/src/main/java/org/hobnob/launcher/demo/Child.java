package org.hobnob.launcher.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@code hobnob} command that a demo holds a conversation with, by lines. */
interface Child extends AutoCloseable {
    /** Starts a command under a name of the demo's. */
    interface Starter {
        Child start(String name, String... arguments);
    }

    String name();

    /** @throws DemoFailedException where it takes no input any more */
    void type(String line);

    /**
     * Waits for a line of the output that contains one of the texts.
     *
     * @return the first such line; empty where none comes in time or the command has ended
     */
    Optional<String> await(Duration patience, String... texts);

    /** The lines so far that contain the text. */
    List<String> lines(String text);

    boolean isAlive();

    @Override
    void close();
}
