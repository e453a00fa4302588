package org.hobnob.launcher.bench.talk;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.message.value.UserName;

/** Lets complete peers in this process talk to each other, and measures the cost. */
public final class Talk {
    private static final long PATIENCE_S = 90;

    private Talk() {}

    /**
     * Runs the workloads of a plan. Blocks until everything is measured and closed.
     *
     * @throws BenchRefusedException if the peers do not come online, or their folders cannot be created
     */
    public static TalkResults run(Target target, TalkPlan plan, Progress progress) throws InterruptedException {
        List<BenchPeer> peers = new ArrayList<>();
        Path folder = temporary();
        try {
            InterfaceChoice network = Interfaces.resolve(Interfaces.fromEnvironment(), Optional.empty());
            progress.begin(plan.peers() + " peers come online", new Latencies());
            for (int i = 0; i < plan.peers(); i++) {
                UserName name = new UserName("bench-" + i);
                peers.add(await(BenchPeer.online(target, name, folder.resolve(name.shown()), network)));
            }
            List<TalkRow> rows = plan.rooms()
                    ? new RoomTalk(peers, plan, progress).run()
                    : new ChatTalk(peers.get(0), peers.get(1), target.engine(), plan, progress).run();
            return new TalkResults(rows);
        } finally {
            for (BenchPeer peer : peers) {
                await(peer.close());
            }
            delete(folder);
        }
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("hobnob-bench-peers");
        } catch (IOException e) {
            throw new BenchRefusedException(
                    Kind.USER_FIXABLE, "the peers have no place (" + e + "): free space in the temporary folder", e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // Ignored: the folder is in the temporary folder, which the system cleans up.
        }
    }

    /** Blocks until the peers' work is done. */
    static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BenchRefusedException(
                    Kind.NETWORK, "the peers were not ready in time: ask for fewer --members, or try again", e);
        }
    }
}
