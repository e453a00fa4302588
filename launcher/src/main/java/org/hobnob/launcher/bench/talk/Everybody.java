package org.hobnob.launcher.bench.talk;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.ProcessUsage;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.SideProcess;
import org.hobnob.launcher.bench.target.Target;

/** Lets many complete peers talk in their rooms at the same time, several in a process. */
public final class Everybody {
    private static final int MEGABYTES_ALONE = 192;
    private static final int MEGABYTES_A_PEER = 3;

    private final Target target;
    private final EverybodyPlan plan;
    private final Progress progress;
    private final List<SideProcess> processes = new ArrayList<>();

    /** @param target a registry on loopback whose process and key are known */
    public Everybody(Target target, EverybodyPlan plan, Progress progress) {
        this.target = target;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs it. Blocks until everything is measured and all peers are gone.
     *
     * @throws BenchRefusedException if the peers do not come online and into their rooms
     */
    public EverybodyResults run() throws InterruptedException {
        Path folder = Talk.temporary();
        try {
            int room = 0;
            for (int rooms : plan.roomsByProcess()) {
                processes.add(start(room, rooms, folder));
                // One process after the other: beside each other they would all be late.
                awaitReady(processes.get(processes.size() - 1), (room + rooms) * plan.members());
                room += rooms;
            }
            return talk();
        } finally {
            processes.forEach(SideProcess::close);
            Talk.delete(folder);
        }
    }

    private SideProcess start(int firstRoom, int rooms, Path folder) {
        int megabytes = MEGABYTES_ALONE + MEGABYTES_A_PEER * rooms * plan.members();
        return SideProcess.start(
                List.of(),
                List.of("-XX:+UseSerialGC", "-Xss256k", "-Xmx" + megabytes + "m"),
                EverybodyMain.class,
                EverybodyMain.arguments(target, firstRoom, rooms, plan.members(), plan.seconds(), folder));
    }

    private void awaitReady(SideProcess process, int peers) throws InterruptedException {
        process.awaitLong(EverybodyMain.READY, TimeUnit.MINUTES.toSeconds(10));
        progress.say(peers + " of " + plan.peers() + " peers are in their rooms");
    }

    private EverybodyResults talk() throws InterruptedException {
        Latencies measured = new Latencies();
        progress.begin(plan.peers() + " peers talk for " + plan.seconds() + " s", measured);
        long startNs = System.nanoTime();
        long registryNs = cpuNs(target.process().orElseThrow());
        long peersNs = peersCpuNs();
        processes.forEach(process -> process.order("go"));
        long shown = 0;
        long twice = 0;
        for (SideProcess process : processes) {
            JsonObject report = new JsonObject(
                    process.awaitLong(EverybodyMain.REPORT, plan.seconds() + TimeUnit.MINUTES.toSeconds(2)));
            shown += report.getLong("shown");
            twice += report.getLong("twice");
            measured.add(report.getString("histogram"));
            report.getJsonObject("errors").forEach(kind -> measured.errors(kind.getKey(), (Integer) kind.getValue()));
        }
        long tookNs = System.nanoTime() - startNs;
        measured.errors("not shown", plan.expected() - shown);
        measured.ran(tookNs, cpuNs(target.process().orElseThrow()) - registryNs, peersCpuNs() - peersNs);
        return new EverybodyResults(
                processes.size(),
                shown,
                twice,
                measured,
                measured.registryCores(),
                measured.generatorCores(),
                ProcessUsage.residentBytes(target.process().orElseThrow()),
                peersBytes() / plan.peers());
    }

    private long peersCpuNs() {
        return processes.stream().mapToLong(process -> cpuNs(process.handle())).sum();
    }

    private long peersBytes() {
        return processes.stream()
                .mapToLong(
                        process -> ProcessUsage.residentBytes(process.handle()).orElse(0))
                .sum();
    }

    private static long cpuNs(ProcessHandle process) {
        return ProcessUsage.cpuNs(process).orElse(0);
    }
}
