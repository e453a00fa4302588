package org.hobnob.launcher.bench.hostile;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which cores the registry and the attackers get, so that attackers do not win by taking the processor away.
 *
 * @param registry words before the registry's command; may be empty
 * @param attackers words before the attackers' command; may be empty
 * @param words how they are pinned, for people
 */
public record Cores(List<String> registry, List<String> attackers, String words) {
    private static final String ALLOWED = "Cpus_allowed_list:";
    /** The honest user, who shares the attackers' core where there are two, must not wait for them. */
    private static final List<String> NICE = List.of("nice", "-n", "5");

    /** The cores of this machine. */
    public static Cores here() {
        return of(allowed(), isThere("taskset"), isThere("nice"));
    }

    static Cores of(List<Integer> allowed, boolean hasTaskset, boolean hasNice) {
        List<String> nice = hasNice ? NICE : List.of();
        String niceness = hasNice ? "; the attackers with a niceness of 5" : "";
        if (!hasTaskset || allowed.size() < 2) {
            String why = hasTaskset ? "there is one core" : "there is no taskset";
            return new Cores(List.of(), nice, "not pinned: " + why + niceness);
        }
        List<String> attackers = new ArrayList<>(pinned(allowed.get(1)));
        attackers.addAll(nice);
        return new Cores(
                pinned(allowed.get(0)),
                attackers,
                "the registry on core " + allowed.get(0) + ", the attackers on core " + allowed.get(1) + niceness
                        + "; the honest users on any");
    }

    private static List<String> pinned(int core) {
        return List.of("taskset", "-c", Integer.toString(core));
    }

    private static List<Integer> allowed() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith(ALLOWED))
                    .findFirst()
                    .map(line -> list(line.substring(ALLOWED.length())))
                    .orElseGet(List::of);
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Reads a list such as {@code 0-2,5} (proc(5)). */
    static List<Integer> list(String text) {
        return Arrays.stream(text.strip().split(","))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("-"))
                .flatMapToInt(ends ->
                        IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                .boxed()
                .toList();
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
