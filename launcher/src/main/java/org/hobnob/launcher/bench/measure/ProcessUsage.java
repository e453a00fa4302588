package org.hobnob.launcher.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The resources that a process of this machine has used; empty if the system does not tell. */
public final class ProcessUsage {
    private static final String RESIDENT = "VmRSS:";
    private static final long BYTES_PER_KB = 1_024;

    private ProcessUsage() {}

    /** CPU time since the start of the process, in nanoseconds, with a resolution of about ten milliseconds. */
    public static OptionalLong cpuNs(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Resident memory, in bytes (Linux only). */
    public static OptionalLong residentBytes(ProcessHandle process) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return residentBytes(status);
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** How many file descriptors are open (Linux only). */
    public static OptionalLong descriptors(ProcessHandle process) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return OptionalLong.of(open.count());
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** Parses the lines of {@code /proc/PID/status} (proc(5)), such as {@code VmRSS: 123456 kB}. */
    public static OptionalLong residentBytes(Stream<String> status) {
        return status.filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(digits -> Long.parseLong(digits) * BYTES_PER_KB)
                .findFirst();
    }
}
