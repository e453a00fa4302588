package org.hobnob.launcher.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.launcher.bench.load.Aids;
import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.load.Generator;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.report.GrowthReport;
import org.hobnob.launcher.bench.target.EchoServer;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.RegistryKey;

/** Runs the same workloads with more and more peers, on a new registry each time. */
final class GrowthRun {
    /** With hashes at full strength, 15,000 accounts and logins would take half an hour of a core. */
    private static final String CHEAP_HASH_KIB = "64";

    private final List<BenchPlan> plans;
    private final Map<RegistryKey, String> settings;

    /** @param settings those of the registries; the hash is a cheap one unless they say otherwise */
    GrowthRun(List<BenchPlan> plans, Map<RegistryKey, String> settings) {
        this.plans = plans;
        this.settings = new EnumMap<>(RegistryKey.class);
        this.settings.put(RegistryKey.HASH_MEMORY, CHEAP_HASH_KIB);
        this.settings.putAll(settings);
    }

    GrowthReport run(Progress progress, String repeat) throws InterruptedException {
        List<GrowthReport.Size> sizes = new ArrayList<>();
        for (BenchPlan plan : plans) {
            progress.say(plan.peers() + " peers");
            try (OwnRegistry own = OwnRegistry.start(settings);
                    EchoServer echo = EchoServer.start(own.target().engine(), List.of())) {
                Aids aids = new Aids(Optional.of(echo.target()), Optional.empty(), Optional.empty());
                sizes.add(new GrowthReport.Size(
                        plan.peers(), Generator.growth(own.target(), aids, plan, "cheap", progress)));
            }
        }
        return GrowthReport.of(
                sizes,
                Version.number(),
                "hash.memory-kib=" + settings.get(RegistryKey.HASH_MEMORY),
                repeat,
                Clock.systemUTC().instant());
    }
}
