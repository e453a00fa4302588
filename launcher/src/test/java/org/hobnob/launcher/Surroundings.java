package org.hobnob.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command of a test runs in.
 *
 * @param prefix what its command line begins with, such as what enters a network namespace
 * @param environment variables besides those of the test
 * @param classPath where its classes are looked for
 */
public record Surroundings(List<String> prefix, Map<String, String> environment, String classPath) {
    /** Those of the test itself. */
    public static final Surroundings PLAIN =
            new Surroundings(List.of(), Map.of(), System.getProperty("java.class.path"));

    /** Begins the command line so. */
    public Surroundings behind(List<String> words) {
        return new Surroundings(words, environment, classPath);
    }

    /** Sets these variables. */
    public Surroundings with(Map<String, String> variables) {
        return new Surroundings(prefix, variables, classPath);
    }

    /** Takes the classes of a folder before those of the program. */
    public Surroundings preferring(Path classes) {
        return new Surroundings(prefix, environment, classes + File.pathSeparator + classPath);
    }
}
