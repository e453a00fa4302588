package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hobnob.launcher.Surroundings;

/** The program of another revision, built in a clone of this repository and kept there for the next time. */
final class EarlierState {
    private static final Path CLONES = Path.of("target", "meets").toAbsolutePath();

    private EarlierState() {}

    /** Builds the revision where that has not been done yet, and returns what starts its programs. */
    static Surroundings of(String revision) throws IOException, InterruptedException {
        Path clone = CLONES.resolve(revision);
        if (!Files.exists(clone)) {
            Files.createDirectories(CLONES);
            run(Path.of("").toAbsolutePath(), "git", "clone", "--quiet", root(), clone.toString());
            run(clone, "git", "checkout", "--quiet", revision);
        }
        // It builds what is missing or out of date.
        run(clone, "launcher/hobnob", "--version");
        String classPath = clone.resolve("launcher/target/lib").resolve("*").toString();
        return new Surroundings(List.of(), Map.of(), List.of(), classPath);
    }

    private static String root() throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), "git", "rev-parse", "--show-toplevel")
                .strip();
    }

    private static String run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What the Maven that runs this test has set for itself.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
        return said;
    }
}
