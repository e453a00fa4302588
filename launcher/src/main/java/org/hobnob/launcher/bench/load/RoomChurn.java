package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;

/** Peers that join rooms and leave them again. The first of each ten makes the room and stays. */
final class RoomChurn {
    private static final int ROOM = 10;

    private final Stage stage;
    private final List<SimulatedPeer> hosts = new ArrayList<>();
    private final List<SimulatedPeer> guests = new ArrayList<>();
    private final List<Buffer> created = new ArrayList<>();
    private final List<Buffer> joins = new ArrayList<>();
    private final List<Buffer> exits = new ArrayList<>();
    private final int[] turns;

    /**
     * @param askers native peers that are online
     * @param prefix the beginning of the rooms' names, which must be new
     */
    RoomChurn(Stage stage, List<SimulatedPeer> askers, String prefix) {
        this.stage = stage;
        for (int i = 0; i < askers.size(); i++) {
            SimulatedPeer peer = askers.get(i);
            RoomName room = new RoomName(prefix + i / ROOM);
            if (i % ROOM == 0) {
                hosts.add(peer);
                created.add(Answers.question(new Request.CreateRoom(
                        room, Optional.empty(), 0, Title.NONE, RoomKind.SEALED, Optional.empty())));
            } else {
                guests.add(peer);
                joins.add(Answers.question(new Request.JoinRoom(room, Optional.empty(), Optional.empty())));
                exits.add(Answers.question(new Request.ExitRoom(peer.name(), room)));
            }
        }
        turns = new int[guests.size()];
    }

    int workers() {
        return guests.size();
    }

    /** Makes the rooms. */
    Future<Void> open() {
        List<Integer> all = IntStream.range(0, hosts.size()).boxed().toList();
        return stage.forEach(all, i -> hosts.get(i).ask(created.get(i)), new Latencies());
    }

    /** Joins, or leaves again. */
    Future<?> turn(int worker) {
        boolean joins = turns[worker]++ % 2 == 0;
        Buffer question = (joins ? this.joins : exits).get(worker);
        return guests.get(worker).ask(question).compose(Answers::succeeded);
    }
}
