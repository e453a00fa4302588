package org.hobnob.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.function.Executable;

/**
 * Runs the fuzz targets of a module: in the ordinary run over their seeds and over the inputs kept in {@code
 * src/test/resources/fuzz/TARGET}, and in the profile {@code fuzz} with Jazzer, guided by coverage, each in a process of
 * its own for {@code hobnob.fuzz.seconds}. What Jazzer finds fails the test, which names the file to keep.
 */
public final class Fuzzing {
    private static final int SECONDS = Integer.getInteger("hobnob.fuzz.seconds", 0);
    /** The only target to run, by its class's simple name; empty for all. */
    private static final String ONLY = System.getProperty("hobnob.fuzz.target", "");

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final String HEAP_MB = "512";
    /** Of the whole process: a parser that takes more memory than this for one input has no bound. */
    private static final String PROCESS_MB = "1536";

    private static final int SECONDS_FOR_ONE_INPUT = 10;

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

    private static Path kept(FuzzTarget target) {
        return Path.of("src", "test", "resources", "fuzz", name(target));
    }

    private static Stream<DynamicNode> inputs(FuzzTarget target) {
        TreeMap<String, Executable> inputs = new TreeMap<>();
        inputs.put("nothing", () -> target.parse(new byte[0]));
        inputs.put("seeds", () -> {
            for (byte[] seed : target.seeds()) {
                target.parse(seed);
            }
        });
        for (Path file : files(kept(target))) {
            inputs.put(file.getFileName().toString(), () -> target.parse(Files.readAllBytes(file)));
        }
        return inputs.entrySet().stream().map(input -> dynamicTest(input.getKey(), input.getValue()));
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(files::add);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fuzz(FuzzTarget target) throws IOException, InterruptedException {
        Path work = Path.of("target", "fuzz", name(target));
        Path grown = Files.createDirectories(work.resolve("corpus"));
        for (byte[] seed : target.seeds()) {
            Files.write(grown.resolve("seed-" + HexFormat.of().toHexDigits(java.util.Arrays.hashCode(seed))), seed);
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
                "--instrumentation_includes=org.hobnob.**:de.bwaldvogel.**:org.yaml.**:io.vertx.config.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work.resolve("found-"),
                "-max_total_time=" + SECONDS,
                "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-rss_limit_mb=" + PROCESS_MB,
                "-max_len=" + target.maxBytes(),
                "-use_value_profile=1",
                "-print_final_stats=1",
                grown.toString()));
        if (Files.isDirectory(kept(target))) {
            command.add(kept(target).toString());
        }
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(
                0,
                exit,
                () -> name(target) + " has a finding, or did not run: see " + log.toAbsolutePath()
                        + ", mend it, and keep the input named there in " + kept(target));
    }
}
