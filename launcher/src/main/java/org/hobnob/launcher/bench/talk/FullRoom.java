package org.hobnob.launcher.bench.talk;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Numbered;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.protocol.message.value.UserName;

/** A room whose members all talk, a line a second each. */
final class FullRoom {
    private static final int TRIES = 60;
    private static final String REHEARSAL = "is everybody here?";

    private final JsonObject room;
    private final List<BenchPeer> members = new ArrayList<>();
    private final int lines;
    private final ShownLines shown;
    private final Latencies measured;

    private FullRoom(String name, int size, int lines, Latencies measured) {
        room = new JsonObject().put("room", name);
        this.lines = lines;
        this.measured = measured;
        shown = new ShownLines(size, lines, measured);
    }

    /**
     * Brings the members online and into the room. Blocks until all hear each other.
     *
     * @param number that of the room, of which the names are made
     * @param lines how many lines each will say
     */
    static FullRoom meet(
            Target target, int number, int size, int lines, Path folder, InterfaceChoice network, Latencies measured) {
        FullRoom room = new FullRoom("full-" + number, size, lines, measured);
        for (int i = 0; i < size; i++) {
            UserName name = new UserName("bench-" + number + "-" + i);
            room.members.add(Talk.await(BenchPeer.online(target, name, folder.resolve(name.shown()), network)));
        }
        room.enter();
        return room;
    }

    private void enter() {
        Talk.await(members.get(0).ask(Addresses.PEER_ROOM, "create", room.copy().put("title", "")));
        for (BenchPeer peer : members.subList(1, members.size())) {
            Talk.await(peer.ask(Addresses.PEER_ROOM, "join", room));
        }
        for (int i = 0; i < members.size(); i++) {
            int reader = i;
            members.get(i).listen((action, json) -> {
                if (action.equals("room-text") && !json.getString("text").equals(REHEARSAL)) {
                    shown.shown(reader, Numbered.of(json.getString("text")), System.nanoTime());
                }
            });
        }
        members.forEach(this::untilAllHear);
    }

    /** Says a line until all receive it at the first attempt, because all keys have been exchanged by then. */
    private void untilAllHear(BenchPeer speaker) {
        for (int i = 0; i < TRIES; i++) {
            JsonObject said = Talk.await(
                    speaker.ask(Addresses.PEER_ROOM, "say", room.copy().put("text", REHEARSAL)));
            if (said.getJsonArray("confirmed").size() == members.size() - 1) {
                return;
            }
        }
        throw new BenchRefusedException(Kind.NETWORK, "the members of a room do not all hear: ask for fewer --peers");
    }

    /** Begins to talk. The members begin one after the other within the first second. */
    void talk() {
        for (int i = 0; i < members.size(); i++) {
            int speaker = i;
            long afterMs = 1 + TimeUnit.SECONDS.toMillis(1) * i / members.size();
            members.get(i)
                    .later(vertx -> vertx.setTimer(afterMs, begin -> {
                        say(speaker, 0);
                        int[] next = {1};
                        vertx.setPeriodic(TimeUnit.SECONDS.toMillis(1), tick -> {
                            if (next[0] == lines) {
                                vertx.cancelTimer(tick);
                            } else {
                                say(speaker, next[0]++);
                            }
                        });
                    }));
        }
    }

    private void say(int speaker, int line) {
        int number = shown.numberOf(speaker, line);
        shown.said(number, System.nanoTime());
        members.get(speaker)
                .ask(Addresses.PEER_ROOM, "say", room.copy().put("text", Numbered.text(number)))
                .onFailure(cause -> {
                    synchronized (measured) {
                        measured.error(String.valueOf(cause.getMessage()));
                    }
                });
    }

    ShownLines shown() {
        return shown;
    }
}
