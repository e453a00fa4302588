package org.hobnob.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command of a test runs in.
 *
 * @param prefix what its command line begins with, such as what enters a network namespace
 * @param environment variables besides those of the test
 * @param options of the Java runtime
 * @param classPath where its classes are looked for
 */
public record Surroundings(
        List<String> prefix, Map<String, String> environment, List<String> options, String classPath) {
    /** The program's jar among what it needs, where it is packaged; named by the build. */
    private static final Optional<String> JAR = Optional.ofNullable(System.getProperty("hobnob.it.jar"));

    /** The program as it is packaged, or else the classes of the test itself. */
    public static final Surroundings PLAIN = new Surroundings(
            List.of(), Map.of(), List.of(), JAR.orElseGet(() -> System.getProperty("java.class.path")));

    /** As {@link #PLAIN}; the program starts sooner where it is packaged. */
    public static Surroundings quick() {
        return JAR.isPresent() ? PLAIN.options(ClassDataArchive.options()) : PLAIN;
    }

    /** Gives the Java runtime these options. */
    public Surroundings options(List<String> ofJava) {
        return new Surroundings(prefix, environment, ofJava, classPath);
    }

    /** Begins the command line so. */
    public Surroundings behind(List<String> words) {
        return new Surroundings(words, environment, options, classPath);
    }

    /** Sets these variables. */
    public Surroundings with(Map<String, String> variables) {
        return new Surroundings(prefix, variables, options, classPath);
    }

    /** Takes the classes of a folder before those of the program. */
    public Surroundings preferring(Path classes) {
        return new Surroundings(prefix, environment, List.of(), classes + File.pathSeparator + classPath);
    }
}
