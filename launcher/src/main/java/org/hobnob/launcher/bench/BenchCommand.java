package org.hobnob.launcher.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.hostile.HostilePlan;
import org.hobnob.launcher.bench.hostile.HostileResults;
import org.hobnob.launcher.bench.hostile.HostileRun;
import org.hobnob.launcher.bench.hostile.attack.Kinds;
import org.hobnob.launcher.bench.load.Aids;
import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.load.BenchResults;
import org.hobnob.launcher.bench.load.Generator;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.report.GrowthReport;
import org.hobnob.launcher.bench.report.HostileReport;
import org.hobnob.launcher.bench.report.Report;
import org.hobnob.launcher.bench.report.ReportHead;
import org.hobnob.launcher.bench.target.EchoServer;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.bench.target.RegistryAddress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.value.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hobnob bench}: puts a bounded load on a registry and reports what it achieved. */
@Command(
        name = "bench",
        description = {
            "Puts a registry under load with simulated peers and prints what it did.",
            "Without --registry it starts one of its own, on loopback and in a temporary folder, and ends it afterwards.",
            "On another it leaves the accounts that it made, named bench-…"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--registry", paramLabel = "HOST:PORT", description = "the registry to load, on loopback")
    private String registry;

    @Option(names = "--pin", paramLabel = "KEY", description = "its key; without, any key is taken and shown")
    private String pin;

    @Option(names = "--i-may-load-this-registry", description = "it is on another machine, and whoever runs it agrees")
    private boolean mayBeAnywhere;

    @Option(
            names = "--peers",
            paramLabel = "N",
            defaultValue = "200",
            description = "users and connections at most, 2 to 15000 (200)")
    private int peers;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "how long a workload without a natural end runs, 1 to 600 (5)")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "C",
            defaultValue = "50",
            description = "requests under way at a time, one a connection (50)")
    private int connections;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting of the registry that is started, such as hash.threads=1; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--workload",
            paramLabel = "WHAT",
            defaultValue = "registry",
            description = {
                "registry; growth: the registry again and again, with more and more peers;",
                "or what peers say to each other: chat, rooms, everybody (registry)"
            })
    private String workload;

    @Mixin
    private TalkOptions talks;

    @Option(
            names = "--hostile",
            paramLabel = "KIND",
            description = {
                "attacks a registry of its own, and prints what an honest user notices;",
                "KIND is all, echo (the floor), or one of them: --hostile list names them"
            })
    private String hostile;

    @Option(
            names = "--sizes",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "10,100,1000,5000,15000",
            description = "growth: how many peers, one run each (10,100,1000,5000,15000)")
    private List<Integer> sizes;

    @Option(
            names = "--guard",
            paramLabel = "FILE",
            description = {
                "measures a few workloads and their floors in turns, and exits with 9 if the median of five is less than",
                "three quarters of what FILE records"
            })
    private Path guard;

    @Option(names = "--record", paramLabel = "REASON", description = "with --guard: records this run's ratios, and why")
    private String reason;

    @Option(names = "--markdown", description = "prints the table in Markdown, but for that of registry")
    private boolean markdown;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run();
        } catch (BenchRefusedException e) {
            throw new UserFacingException(exitCode(e.kind()), e.getMessage(), e);
        }
    }

    private int run() throws InterruptedException {
        if (output.isOnlyShown()) {
            return output.show().number();
        }
        if (hostile != null) {
            return hostile();
        }
        if (guard != null) {
            requireUsage();
            requireOwn("--guard");
            return new GuardRun(guard, Optional.ofNullable(reason), seconds, changedSettings())
                    .run(new Progress(System.err))
                    .number();
        }
        return switch (workload) {
            case "registry" -> load();
            case "growth" -> growth();
            case "everybody" -> talk(talks.everybody(peers, seconds));
            case "chat", "rooms" -> talk(talks.talk(workload, seconds));
            default ->
                throw new UserFacingException(
                        ExitCode.USAGE,
                        "--workload must be registry, growth, chat, rooms or everybody, not " + workload);
        };
    }

    private int hostile() throws InterruptedException {
        if (hostile.equals("list")) {
            Kinds.all().forEach(kind -> System.out.printf("%-18s %s%n", kind.name(), kind.what()));
            return ExitCode.OK.number();
        }
        requireUsage();
        requireOwn("--hostile");
        HostilePlan plan = HostilePlan.of(hostile, seconds);
        HostileResults results = new HostileRun(plan, changedSettings(), new Progress(System.err)).run();
        HostileReport report = HostileReport.of(
                results,
                plan,
                Version.number(),
                "default settings but spare-loopback=false" + shownSettings(),
                "hobnob bench --hostile " + hostile + " --seconds " + seconds + shownSettings(),
                Clock.systemUTC().instant());
        System.out.print(markdown ? report.markdown() : report.table());
        return output.write(report.json(), results.misses() == 0 ? ExitCode.OK : ExitCode.NETWORK)
                .number();
    }

    private int talk(TalkOptions.Run run) throws InterruptedException {
        requireUsage();
        requireOwn("--workload " + workload);
        return run.in(changedSettings(), shownSettings(), markdown, output).number();
    }

    private int growth() throws InterruptedException {
        requireUsage();
        requireOwn("--workload growth");
        List<BenchPlan> plans = sizes.stream().map(this::plan).toList();
        GrowthReport report = new GrowthRun(plans, changedSettings()).run(new Progress(System.err), sizesToRepeat());
        System.out.print(markdown ? report.markdown() : report.table());
        return output.write(report.json(), report.errors() == 0 ? ExitCode.OK : ExitCode.NETWORK)
                .number();
    }

    private String sizesToRepeat() {
        return "hobnob bench --workload growth --seconds " + seconds + " --connections " + connections + " --sizes "
                + sizes.stream().map(String::valueOf).collect(Collectors.joining(",")) + shownSettings();
    }

    private void requireOwn(String what) {
        if (registry != null) {
            throw new UserFacingException(ExitCode.USAGE, what + " brings its own registries: leave --registry away");
        }
    }

    private BenchPlan plan(int peers) {
        BenchPlan plan = new BenchPlan(peers, connections, TimeUnit.SECONDS.toMillis(seconds));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            plan.requireDescriptors(system.getMaxFileDescriptorCount());
        }
        return plan;
    }

    private int load() throws InterruptedException {
        BenchPlan plan = plan(peers);
        requireUsage();
        if (registry != null) {
            return run(plan, foreign(), Optional.empty());
        }
        try (OwnRegistry own = OwnRegistry.start(changedSettings())) {
            return run(plan, own.target(), Optional.of(own));
        }
    }

    private void requireUsage() {
        if (registry == null && (pin != null || mayBeAnywhere)) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--pin and --i-may-load-this-registry need --registry HOST:PORT");
        }
        if (registry != null && !settings.isEmpty()) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--set is for the registry that bench starts: leave --registry or --set away");
        }
        output.require();
    }

    private Target foreign() {
        Optional<Pin> expected = Optional.ofNullable(pin)
                .map(text -> Pin.parse(text)
                        .orElseThrow(() -> new UserFacingException(
                                ExitCode.USAGE, "--pin must be the registry's key as it prints it (key-full)")));
        HostPort where = HostPort.parse(registry, Integer.parseInt(RegistryKey.PORT.byDefault()))
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USAGE,
                        "--registry must be HOST:PORT such as 127.0.0.1:15600, not '" + registry + "'"));
        return new Target(
                RegistryAddress.of(where.host(), where.port(), mayBeAnywhere),
                expected,
                TlsEngine.AUTO.resolved(),
                Optional.empty());
    }

    private Map<RegistryKey, String> changedSettings() {
        Map<RegistryKey, String> changed = new EnumMap<>(RegistryKey.class);
        settings.forEach((name, value) -> changed.put(
                Arrays.stream(RegistryKey.values())
                        .filter(key -> key.key().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new UserFacingException(
                                ExitCode.USAGE,
                                "--set: there is no setting '" + name + "'; conf/registry.yaml has them all")),
                value));
        return changed;
    }

    private int run(BenchPlan plan, Target target, Optional<OwnRegistry> own) throws InterruptedException {
        ReportHead head = ReportHead.of(
                target, own, plan, Version.number(), repeat(), Clock.systemUTC().instant());
        BenchResults results = measured(plan, target, own, head);
        if (own.filter(OwnRegistry::isEnding).isPresent()) {
            return ExitCode.INTERRUPTED.number();
        }
        if (own.isPresent() && !own.get().isAlive()) {
            throw new UserFacingException(
                    ExitCode.NETWORK,
                    "the registry of this run ended before the run did: run `hobnob registry` to see what it says");
        }
        Report report =
                new Report(head, results, own.map(OwnRegistry::complaints).orElseGet(List::of));
        System.out.print(report.table());
        return output.write(report.json(), exitCode(results)).number();
    }

    private static BenchResults measured(BenchPlan plan, Target target, Optional<OwnRegistry> own, ReportHead head)
            throws InterruptedException {
        Progress progress = new Progress(System.err);
        if (!target.address().address().isLoopbackAddress()) {
            return Generator.run(target, plan, head.hashCost(), progress);
        }
        try (EchoServer echo = EchoServer.start(target.engine(), List.of())) {
            Aids aids = new Aids(
                    Optional.of(echo.target()),
                    own.map(registry -> registry.config().settings().hashing()),
                    own.map(registry -> registry::killAndStart));
            return Generator.run(target, aids, plan, head.hashCost(), progress);
        }
    }

    private String repeat() {
        StringBuilder line = new StringBuilder(
                "hobnob bench --peers " + peers + " --seconds " + seconds + " --connections " + connections);
        if (registry != null) {
            line.append(" --registry ").append(registry);
        }
        return line.append(shownSettings()).toString();
    }

    private String shownSettings() {
        return settings.entrySet().stream()
                .map(entry -> " --set " + entry.getKey() + "="
                        + (entry.getKey().equals(RegistryKey.MONGO.key()) ? "…" : entry.getValue()))
                .collect(Collectors.joining());
    }

    /** A load with errors was not successful, whatever its figures. */
    static ExitCode exitCode(BenchResults results) {
        if (results.errors() == 0) {
            return ExitCode.OK;
        }
        return results.onlyToldToSlowDown() ? ExitCode.RATE_LIMITED : ExitCode.NETWORK;
    }

    private static ExitCode exitCode(BenchRefusedException.Kind kind) {
        return switch (kind) {
            case USAGE -> ExitCode.USAGE;
            case USER_FIXABLE -> ExitCode.USER_FIXABLE;
            case NETWORK -> ExitCode.NETWORK;
            case UNTRUSTED_KEY -> ExitCode.UNTRUSTED_KEY;
        };
    }
}
