package org.hobnob.launcher.bench.report;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;

/**
 * What a reader needs to know to judge the figures or to reproduce them.
 *
 * @param lines values by label, in order
 * @param hashCost the cost of one password hash, as rows show it
 */
public record ReportHead(Map<String, String> lines, String hashCost) {
    private static final String UNKNOWN = "not known: it was started by somebody else";
    private static final String LOOP =
            "one event loop, real TLS and UDP, closed loop, one request in flight a connection"
                    + " (pipelining depth 1); it slows down with the registry, so waiting that users who come on their own would"
                    + " have had is left out (coordinated omission)";

    public ReportHead {
        lines = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /**
     * The head for a run.
     *
     * @param own the registry that the run started; empty if it used another one
     * @param repeat the command line that repeats the run
     */
    public static ReportHead of(
            Target target, Optional<OwnRegistry> own, BenchPlan plan, String version, String repeat, Instant now) {
        Map<String, String> lines = new LinkedHashMap<>();
        String hashCost = own.map(registry ->
                        registry.config().settings().hashing().cost().toString())
                .orElse("cost not known");
        lines.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        lines.put(
                "registry",
                own.isPresent()
                        ? "hobnob " + version + ", started for this run, " + settings(own.get())
                        : target.address().shown() + ", " + UNKNOWN);
        lines.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + options());
        lines.put("machine", machine());
        lines.put(
                "tls engine",
                target.engine().name().toLowerCase(java.util.Locale.ROOT) + " on the generator's side"
                        + (own.isPresent() ? " and the registry's" : "") + ", every connection a new one");
        lines.put(
                "hash",
                own.map(registry -> "Argon2id " + hash(registry.config())).orElse(UNKNOWN));
        lines.put("store", own.map(registry -> store(registry.config())).orElse(UNKNOWN));
        lines.put("limits", own.map(ReportHead::limits).orElse(UNKNOWN));
        lines.put(
                "load",
                plan.peers() + " peers, half native, half original; " + plan.connections() + " connections; "
                        + plan.durationMs() / 1_000.0 + " s a workload without a natural end");
        lines.put("generator", LOOP);
        lines.put("repeat", repeat);
        return new ReportHead(lines, hashCost);
    }

    private static String settings(OwnRegistry registry) {
        return registry.changed().isEmpty()
                ? "default settings"
                : "default settings but for " + changed(registry.changed());
    }

    private static String changed(Map<RegistryKey, String> changed) {
        return changed.entrySet().stream()
                .map(entry -> entry.getKey().key() + "="
                        // A connection string may contain a password.
                        + (entry.getKey() == RegistryKey.MONGO ? "…" : entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    static String options() {
        List<String> options = OwnRegistry.javaOptions();
        return options.isEmpty() ? "default options" : String.join(" ", options);
    }

    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, shared by both; " + System.getProperty("os.name")
                + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch") + "; load average "
                + "%.1f at the start"
                        .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String hash(RegistryConfig config) {
        return config.settings().hashing().cost() + ", "
                + config.settings().hashing().threads() + " at a time";
    }

    private static String store(RegistryConfig config) {
        return config.mongo().isPresent()
                ? "MongoDB"
                : "embedded; commit sync " + (config.syncStore() ? "on: a write waits for the disk" : "off");
    }

    private static String limits(OwnRegistry registry) {
        String spared = registry.config().settings().limits().spareLoopback()
                ? "loopback is spared those per address by default (spare-loopback=true): registrations and failed logins"
                : "those per address count (spare-loopback=false)";
        return "raised for this run: none but what 'registry' names; " + spared;
    }
}
