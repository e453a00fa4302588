package org.hobnob.protocol.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * The registry as far as one room is concerned: who is in, and since which version. Changes happen at once; members hear of
 * each after a random delay, each member in order. Partitions do not concern it; {@link #unwatch} takes a member's
 * connection away.
 */
public final class RosterModel {
    private static final class Watcher {
        private final Node node;
        private final int incarnation;
        private final Consumer<RosterNotice> receiver;
        private boolean over;
        private long lastDueMs;

        Watcher(Node node, Consumer<RosterNotice> receiver) {
            this.node = node;
            this.incarnation = node.incarnation();
            this.receiver = receiver;
        }
    }

    private final World world;
    private final RandomGenerator random;
    private final RoomName room;
    private final Map<UserName, Watcher> watchers = new TreeMap<>();
    private final List<RosterView> views = new ArrayList<>();
    private RosterView present = new RosterView(0, Map.of(), Set.of());
    private long minDelayMs;
    private long maxDelayMs = 20;
    private double noticeLoss;

    /** A room that nobody is in. */
    public RosterModel(World world, RoomName room) {
        this.world = world;
        this.room = room;
        this.random = world.random("registry of " + room);
        views.add(present);
    }

    /** Sets how long a notice or an answer takes; 0 to 20 ms at first. */
    public void delays(long minMs, long maxMs) {
        minDelayMs = minMs;
        maxDelayMs = maxMs;
    }

    /** Sets how likely a notice does not come, each of each member for itself; 0 at first. Answers always come. */
    public void loses(double probability) {
        noticeLoss = probability;
    }

    /** The roster now, as only the registry knows it. */
    public RosterView now() {
        return present;
    }

    /** The roster as it was at a version, without who was absent; version 0 is the empty one. */
    public RosterView at(long version) {
        return views.get(Math.toIntExact(version));
    }

    /** Lets the user in; without effect where the user is in with that key. */
    public void join(UserName user, PublicKey key) {
        if (!present.has(user)) {
            change(RosterNotice.What.JOINED, user, key);
        } else {
            rekey(user, key);
        }
    }

    /** Lets a member leave; without effect for others. */
    public void leave(UserName user) {
        if (present.has(user)) {
            change(RosterNotice.What.LEFT, user, null);
        }
    }

    /** Sends a member away; without effect for others. */
    public void kick(UserName user) {
        if (present.has(user)) {
            change(RosterNotice.What.KICKED, user, null);
        }
    }

    /** Gives a member another key; without effect for others, and where it is the same. */
    public void rekey(UserName user, PublicKey key) {
        if (present.has(user) && !present.key(user).orElseThrow().equals(key)) {
            change(RosterNotice.What.KEY_CHANGED, user, key);
        }
    }

    /** Tells the members that the user's connection dropped. */
    public void absent(UserName user) {
        Set<UserName> absent = new LinkedHashSet<>(present.absent());
        if (present.has(user) && absent.add(user)) {
            become(RosterNotice.What.ABSENT, user, new RosterView(present.version(), present.members(), absent));
        }
    }

    /** Tells the members that the user is back. */
    public void back(UserName user) {
        Set<UserName> absent = new LinkedHashSet<>(present.absent());
        if (absent.remove(user)) {
            become(RosterNotice.What.BACK, user, new RosterView(present.version(), present.members(), absent));
        }
    }

    /**
     * Lets the program that runs on the node hear, as that user, of each change from now on while the user is in, and of
     * the user's own going; instead of an earlier receiver.
     */
    public void watch(Node node, UserName user, Consumer<RosterNotice> receiver) {
        unwatch(user);
        if (node.isUp()) {
            watchers.put(user, new Watcher(node, receiver));
        }
    }

    /** Cuts the user's connection to the registry: what is on the way is lost too. */
    public void unwatch(UserName user) {
        Watcher watcher = watchers.remove(user);
        if (watcher != null) {
            watcher.over = true;
        }
    }

    /** Tells the program that runs on the node the roster, as it is when the question arrives. */
    public void ask(Node node, Consumer<RosterView> then) {
        if (node.isUp()) {
            int incarnation = node.incarnation();
            world.in(delayMs(), () -> {
                RosterView answer = present;
                world.in(delayMs(), () -> node.run(incarnation, () -> then.accept(answer)));
            });
        }
    }

    /** @param key null where the user goes */
    private void change(RosterNotice.What what, UserName user, PublicKey key) {
        Map<UserName, PublicKey> members = new LinkedHashMap<>(present.members());
        Set<UserName> absent = new LinkedHashSet<>(present.absent());
        if (key == null) {
            members.remove(user);
            absent.remove(user);
        } else {
            members.put(user, key);
        }
        RosterView next = new RosterView(present.version() + 1, members, absent);
        views.add(next);
        become(what, user, next);
    }

    private void become(RosterNotice.What what, UserName user, RosterView next) {
        present = next;
        world.trace(() -> "roster of " + room + ": " + user + " " + what + ", version " + next.version());
        RosterNotice notice = new RosterNotice(what, user, next);
        watchers.forEach((member, watcher) -> {
            if ((next.has(member) || member.equals(user)) && random.nextDouble() >= noticeLoss) {
                tell(watcher, notice);
            }
        });
    }

    private void tell(Watcher watcher, RosterNotice notice) {
        watcher.lastDueMs = Math.max(watcher.lastDueMs, world.nowMs() + delayMs());
        world.at(
                watcher.lastDueMs,
                () -> watcher.node.run(watcher.incarnation, () -> {
                    if (!watcher.over) {
                        watcher.receiver.accept(notice);
                    }
                }));
    }

    private long delayMs() {
        return random.nextLong(minDelayMs, maxDelayMs + 1);
    }
}
