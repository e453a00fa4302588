package org.hobnob.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the fuzz targets of a module: in the ordinary run over their seeds and over the inputs kept in {@code
 * src/test/resources/fuzz/TARGET.txt}, lines of {@code NAME | BASE64}, and in the profile {@code fuzz} with Jazzer, guided by coverage, each in a process of
 * its own for {@code hobnob.fuzz.seconds}. What Jazzer finds fails the test, which names the file to keep.
 */
public final class Fuzzing {
    private static final int SECONDS = Integer.getInteger("hobnob.fuzz.seconds", 0);
    /** The only target to run, by its class's simple name; empty for all. */
    private static final String ONLY = System.getProperty("hobnob.fuzz.target", "");

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** The parsers' classes, and those of libraries that parse for them. */
    private static final String OBSERVED =
            "org.hobnob.**:de.bwaldvogel.**:org.yaml.**:io.vertx.config.**:org.apache.commons.compress.**";

    private static final String HEAP_MB = "512";
    /** Of the whole process: a parser that takes more memory than this for one input has no bound. */
    private static final String PROCESS_MB = "1536";

    private static final int SECONDS_FOR_ONE_INPUT = 60;

    private Fuzzing() {}

    /** The tests of these targets. */
    public static Stream<DynamicNode> of(FuzzTarget... targets) {
        return Stream.of(targets)
                .filter(target -> ONLY.isEmpty() || ONLY.equals(name(target)))
                .map(target -> SECONDS > 0
                        ? dynamicTest(name(target), () -> fuzz(target))
                        : dynamicContainer(name(target), inputs(target)));
    }

    private static String name(FuzzTarget target) {
        return target.getClass().getSimpleName();
    }

    private static Path file(FuzzTarget target) {
        return Path.of("src", "test", "resources", "fuzz", name(target) + ".txt");
    }

    /** The kept inputs by their names. */
    private static Map<String, byte[]> kept(FuzzTarget target) {
        Map<String, byte[]> kept = new TreeMap<>();
        if (Files.notExists(file(target))) {
            return kept;
        }
        try (Stream<String> lines = Files.lines(file(target))) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] columns = line.split(" \\| ", 2);
                if (kept.put(columns[0], Base64.getDecoder().decode(columns[1])) != null) {
                    throw new IllegalStateException("two inputs are called " + columns[0]);
                }
            });
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DynamicNode> inputs(FuzzTarget target) {
        DynamicTest nothing = dynamicTest("nothing", () -> target.parse(new byte[0]));
        DynamicTest seeds = dynamicTest("seeds", () -> {
            for (byte[] seed : target.seeds()) {
                target.parse(seed);
            }
        });
        return Stream.concat(
                Stream.of(nothing, seeds),
                kept(target).entrySet().stream()
                        .map(input -> dynamicTest(input.getKey(), () -> target.parse(input.getValue()))));
    }

    private static void fuzz(FuzzTarget target) throws IOException, InterruptedException {
        Path work = Path.of("target", "fuzz", name(target));
        Path grown = Files.createDirectories(work.resolve("corpus"));
        List<byte[]> known = new ArrayList<>(target.seeds());
        known.addAll(kept(target).values());
        for (int i = 0; i < known.size(); i++) {
            Files.write(grown.resolve("known-" + i), known.get(i));
        }
        Path log = work.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + FuzzEntry.class.getName(),
                "--target_args=" + target.getClass().getName(),
                "--instrumentation_includes=" + OBSERVED,
                // Jazzer's own checks fail in Netty, and take long for all that is loaded.
                "--custom_hook_includes=" + OBSERVED,
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work.resolve("found-"),
                "-max_total_time=" + SECONDS,
                "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-rss_limit_mb=" + PROCESS_MB,
                "-max_len=" + target.maxBytes(),
                "-use_value_profile=1",
                "-print_final_stats=1",
                grown.toString()));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(
                0,
                exit,
                () -> name(target) + " has a finding, or did not run: see " + log.toAbsolutePath()
                        + ", mend it, and keep the input named there: a line NAME | BASE64 in " + file(target));
    }
}
