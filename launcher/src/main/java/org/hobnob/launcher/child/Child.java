package org.hobnob.launcher.child;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running {@code hobnob} command that a demo controls through its input and output lines. */
public interface Child extends AutoCloseable {
    /** Starts commands under names that the demo gives them. */
    interface Starter {
        Child start(String name, String... arguments);
    }

    String name();

    /**
     * Writes a line to the command's input.
     *
     * @throws DemoFailedException if the command accepts no more input
     */
    void type(String line);

    /**
     * Waits for an output line that contains one of the texts.
     *
     * @return the first such line; empty if none arrives in time or the command has ended
     */
    Optional<String> await(Duration patience, String... texts);

    /** The output lines so far that contain the text. */
    List<String> lines(String text);

    boolean isAlive();

    /** Ends it at once, as a power cut does; returns when it has ended. */
    void kill();

    @Override
    void close();
}
