package org.hobnob.launcher.bench.hostile;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.hostile.attack.AttackerMain;
import org.hobnob.launcher.bench.hostile.attack.Kind;
import org.hobnob.launcher.bench.hostile.client.Place;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.EchoServer;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.bench.target.SideProcess;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.net.tls.TlsEngine;

/** Runs attacks one after the other, each on a registry of its own, and measures what honest users notice. Blocks. */
public final class HostileRun {
    private static final String LOOPBACK = "127.0.0.1";

    private final HostilePlan plan;
    private final Map<RegistryKey, String> settings;
    private final Progress progress;
    private final Cores cores = Cores.here();

    /** @param settings those of the registry that are not as shipped; loopback is not spared unless they say so */
    public HostileRun(HostilePlan plan, Map<RegistryKey, String> settings, Progress progress) {
        this.plan = plan;
        this.settings = new TreeMap<>(settings);
        this.settings.putIfAbsent(RegistryKey.SPARE_LOOPBACK, "false");
        this.progress = progress;
    }

    public HostileResults run() throws InterruptedException {
        Optional<Phase> floor = plan.withFloor() ? Optional.of(floor()) : Optional.empty();
        List<HostileRow> rows = new ArrayList<>();
        Map<String, String> unmeasured = new LinkedHashMap<>();
        for (Kind kind : plan.kinds()) {
            progress.begin(kind.name() + ": " + kind.what(), new Latencies());
            try {
                HostileRow row = row(kind);
                rows.add(row);
                progress.say(kind.name() + " " + Verdict.of(row).words());
            } catch (BenchRefusedException e) {
                // One row that fails must not cost the others.
                unmeasured.put(kind.name(), e.getMessage());
                progress.say(kind.name() + " could not be measured: " + e.getMessage());
            }
        }
        return new HostileResults(floor, rows, unmeasured, cores.words());
    }

    private Phase floor() throws InterruptedException {
        progress.begin(HostilePlan.FLOOR, new Latencies());
        TlsEngine engine = TlsEngine.AUTO.resolved();
        try (EchoServer echo = EchoServer.start(engine, cores.registry())) {
            int port = echo.target().address().port();
            Place place = new Place(LOOPBACK, port, 0, List.of(), Optional.empty(), engine);
            try (HonestSide honest = new HonestSide(place, plan.quietMs())) {
                honest.comeToEcho();
                return honest.watchEcho(plan.quietMs());
            }
        }
    }

    private HostileRow row(Kind kind) throws InterruptedException {
        Map<RegistryKey, String> all = new TreeMap<>(kind.settings());
        all.putAll(settings);
        try (OwnRegistry registry = OwnRegistry.startAsShipped(all, cores.registry())) {
            Place place = place(registry);
            List<String> arguments = new ArrayList<>(List.of(kind.name()));
            arguments.addAll(place.words());
            try (SideProcess attackers = SideProcess.start(cores.attackers(), AttackerMain.class, arguments);
                    HonestSide honest = new HonestSide(place, plan.quietMs())) {
                Latencies first = honest.come();
                attackers.await(AttackerMain.READY);
                return attacked(kind, first, registry, attackers, honest);
            }
        }
    }

    private HostileRow attacked(
            Kind kind, Latencies first, OwnRegistry registry, SideProcess attackers, HonestSide honest)
            throws InterruptedException {
        Phase before = honest.watch(plan.quietMs(), kind.hashes());
        try (ResourceWatch watch = new ResourceWatch(registry.target().process().orElseThrow())) {
            attackers.order(AttackerMain.GO);
            Phase during = honest.watch(plan.attackMs(), kind.hashes());
            attackers.order(AttackerMain.STOP);
            OptionalLong greetedMs = honest.greet();
            AttackReport report = AttackReport.of(new JsonObject(attackers.await(AttackerMain.REPORT)));
            return new HostileRow(
                    kind, first, before, during, watch.resident(), watch.descriptors(), greetedMs, report);
        }
    }

    private static Place place(OwnRegistry registry) {
        Target target = registry.target();
        int port = target.address().port();
        List<Integer> others = target.process().map(ListeningPorts::of).orElse(List.of()).stream()
                .filter(listening -> listening != port)
                .toList();
        return new Place(target.address().host(), port, registry.udpPort(), others, target.pin(), target.engine());
    }
}
