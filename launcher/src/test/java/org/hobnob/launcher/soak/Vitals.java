package org.hobnob.launcher.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a Java process takes: from {@code jcmd}, which has it collect garbage first, and from Linux's {@code /proc}. */
final class Vitals {
    private static final long BYTES_PER_KB = 1_024;
    private static final int MOST_CLASSES = 12;

    private final long pid;
    private Map<String, Long> early = new TreeMap<>();
    private Map<String, Long> latest = new TreeMap<>();

    Vitals(long pid) {
        this.pid = pid;
    }

    Sample sample(long seconds, long visits) throws IOException, InterruptedException {
        latest = liveBytes();
        long heap = latest.values().stream().mapToLong(Long::longValue).sum();
        return new Sample(
                seconds, visits, heap, descriptors(), (int) status("Threads:"), status("VmRSS:") * BYTES_PER_KB);
    }

    /** Later samples are compared with the latest one. */
    void compareWithThis() {
        early = latest;
    }

    /** The classes whose live objects have grown most, in bytes. */
    String grownMost() {
        return latest.entrySet().stream()
                .map(now -> Map.entry(now.getKey(), now.getValue() - early.getOrDefault(now.getKey(), 0L)))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_CLASSES)
                .map(grown -> grown.getKey() + " +" + grown.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The live objects' bytes by class. */
    private Map<String, Long> liveBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, "" + pid, "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        Map<String, Long> bytes = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length >= 4 && words[0].matches("[0-9]+:"))
                    .forEach(words -> bytes.merge(words[3], Long.parseLong(words[2]), Long::sum));
        }
        if (process.waitFor() != 0 || bytes.isEmpty()) {
            throw new IOException("jcmd does not tell the classes of process " + pid + "; is it a JDK's?");
        }
        return bytes;
    }

    int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", "" + pid, "fd"))) {
            return (int) open.count();
        }
    }

    private long status(String key) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc", "" + pid, "status"));
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
