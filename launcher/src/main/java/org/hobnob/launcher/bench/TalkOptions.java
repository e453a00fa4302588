package org.hobnob.launcher.bench;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.report.EverybodyReport;
import org.hobnob.launcher.bench.report.TalkReport;
import org.hobnob.launcher.bench.talk.Everybody;
import org.hobnob.launcher.bench.talk.EverybodyPlan;
import org.hobnob.launcher.bench.talk.EverybodyResults;
import org.hobnob.launcher.bench.talk.Talk;
import org.hobnob.launcher.bench.talk.TalkPlan;
import org.hobnob.launcher.bench.talk.TalkResults;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.config.RegistryKey;
import picocli.CommandLine.Option;

/** The options and runs of what peers say to each other. */
final class TalkOptions {
    private static final List<Integer> USUAL_MEMBERS = List.of(2, 10);
    private static final int EVERYBODYS_MEMBERS = 10;
    private static final String CHEAP_HASH_KIB = "64";

    @Option(
            names = "--members",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "2,10",
            description = "rooms, everybody: how many members, 2 to 100 (2,10; everybody: 10)")
    private List<Integer> members;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20",
            description = "chat, rooms: messages a second where latencies are measured, 1 to 1000 (20)")
    private int rate;

    /** A run whose numbers are within bounds. */
    interface Run {
        /** @param settings those of the run's own registry that are not the default ones */
        ExitCode in(Map<RegistryKey, String> settings, String shownSettings, boolean markdown, Output output)
                throws InterruptedException;
    }

    /** People who talk one to one, or in rooms of several sizes in turn. */
    Run talk(String workload, int seconds) {
        TalkPlan plan = new TalkPlan(workload.equals("rooms"), members, TimeUnit.SECONDS.toMillis(seconds), rate);
        String repeat = "hobnob bench --workload " + workload + " --seconds " + seconds + " --rate " + rate
                + (plan.rooms()
                        ? " --members " + members.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : "");
        return (settings, shownSettings, markdown, output) -> {
            try (OwnRegistry own = OwnRegistry.start(settings)) {
                TalkResults results = Talk.run(own.target(), plan, new Progress(System.err));
                TalkReport report = TalkReport.of(
                        results,
                        own.target(),
                        plan,
                        repeat + shownSettings,
                        Clock.systemUTC().instant());
                System.out.print(markdown ? report.markdown() : report.table());
                return output.write(report.json(), results.errors() == 0 ? ExitCode.OK : ExitCode.NETWORK);
            }
        };
    }

    /** People who talk in their rooms at the same time. Passwords cost little, unless the settings say otherwise. */
    Run everybody(int peers, int seconds) {
        int size = members.equals(USUAL_MEMBERS) ? EVERYBODYS_MEMBERS : members.get(0);
        EverybodyPlan plan = new EverybodyPlan(peers, size, seconds);
        String repeat =
                "hobnob bench --workload everybody --peers " + peers + " --members " + size + " --seconds " + seconds;
        return (settings, shownSettings, markdown, output) -> {
            settings.putIfAbsent(RegistryKey.HASH_MEMORY, CHEAP_HASH_KIB);
            try (OwnRegistry own = OwnRegistry.start(settings)) {
                EverybodyResults results = new Everybody(own.target(), plan, new Progress(System.err)).run();
                EverybodyReport report = EverybodyReport.of(
                        results, plan, repeat + shownSettings, Clock.systemUTC().instant());
                System.out.print(markdown ? report.markdown() : report.table());
                return output.write(report.json(), report.isComplete() ? ExitCode.OK : ExitCode.PARTLY_DELIVERED);
            }
        };
    }
}
