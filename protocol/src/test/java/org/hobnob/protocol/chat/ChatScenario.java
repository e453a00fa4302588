package org.hobnob.protocol.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.LineFaults;
import org.hobnob.protocol.sim.LineNet;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.World;

/** Two to five people who write to each other for a minute in which everything breaks, and a time in which it does not. */
final class ChatScenario {
    private static final long TROUBLE_MS = 60_000;
    /** The longest back-off, the longest silence and some. */
    private static final long CALM_MS = 120_000;

    private static final int MOST_USERS = 5;
    private static final int VISITS = 400;
    private static final long VISIT_MS = 40_000;

    private static final long SLOWEST_COMMIT_MS = 1_000;
    /** So long TCP goes on trying where nobody shortens it. */
    private static final long AS_TCP_GIVES_UP_MS = 900_000;

    private final World world;
    private final RandomGenerator random;
    private final ChatLedger ledger;
    private final LineNet<ChatNode.Frame> lines;
    private final Map<UserName, ChatNode> peers = new LinkedHashMap<>();
    private final Map<UserName, Node> machines = new LinkedHashMap<>();
    private final List<MailOffice> offices;
    private boolean troubled = true;
    private boolean registryAway;
    private int said;

    /** @param haltChance how likely a program dies before any one effect, as long as there is trouble */
    ChatScenario(World world, Plant plant, double haltChance) {
        this(world, plant, haltChance, List.of());
    }

    /** @param office keeps mailboxes, if there is one */
    ChatScenario(World world, Plant plant, double haltChance, Optional<MailOffice> office) {
        this(world, plant, haltChance, office.stream().toList());
    }

    /** @param offices keep mailboxes */
    ChatScenario(World world, Plant plant, double haltChance, List<MailOffice> offices) {
        this(world, plant, haltChance, offices, MOST_USERS);
    }

    /** @param most how many users there are at most, at least 2 */
    ChatScenario(World world, Plant plant, double haltChance, List<MailOffice> offices, int most) {
        this.offices = offices;
        this.world = world;
        random = world.random("scenario");
        ledger = new ChatLedger(world);
        lines = new LineNet<>(world, "lines");
        LineFaults faults = LineFaults.drawn(random);
        lines.faults(random.nextBoolean() ? faults : faults.withGiveUp(AS_TCP_GIVES_UP_MS));
        ChatNode.Surroundings surroundings = new ChatNode.Surroundings(
                lines,
                machines::get,
                ledger,
                peers,
                () -> registryAway,
                plant,
                () -> troubled ? haltChance : 0,
                offices);
        int users = random.nextInt(2, most + 1);
        IntStream.range(0, users).mapToObj(i -> new UserName("u" + i)).forEach(user -> {
            ChatNode peer = new ChatNode(user, surroundings);
            peers.put(user, peer);
            Node machine = world.node(user.shown(), peer::boot);
            machine.disk().takesForCommit(random.nextBoolean() ? 10 : random.nextLong(10, SLOWEST_COMMIT_MS));
            machines.put(user, machine);
        });
    }

    /** The whole: trouble, calm, and nothing may be left. */
    void run() {
        trouble();
        calm();
        finish();
        world.check(ledger.missing() == 0, () -> "told as missing: " + ledger.missing());
    }

    /**
     * Power losses take up to so many commits back, so that what was promised may be lost or come twice; what is said
     * behind the trouble is as safe as ever.
     */
    void runOnForgetfulDisks(int commits) {
        machines.values().forEach(machine -> machine.disk().losesAtPowerOff(commits));
        ledger.excuseWhatIsSaid(true);
        trouble();
        calm();
        ledger.excuseWhatIsSaid(false);
        world.advance(random.nextLong(10_000));
        peers.keySet()
                .forEach(from ->
                        peers.keySet().stream().filter(to -> !to.equals(from)).forEach(to -> say(from, to)));
        finish();
    }

    /**
     * Nobody is ever online together with somebody else: each comes by for a while, writes, reads and goes. All must
     * arrive through mailboxes alone.
     */
    void runOneAtATime() {
        int messages = random.nextInt(5, 80);
        for (int visit = 0; visit < VISITS && (said < messages || !isShownAndQuiet()); visit++) {
            UserName visitor = List.copyOf(peers.keySet()).get(visit % peers.size());
            machines.get(visitor).start();
            troubled = said < messages;
            int words = Math.min(messages - said, random.nextInt(0, 8));
            for (int i = 0; i < words; i++) {
                UserName to = someone();
                world.in(random.nextLong(VISIT_MS), () -> sayOnce(visitor, to));
            }
            for (long ms = 0; ms < VISIT_MS; ms += 1_000) {
                world.advance(1_000);
                ledger.checkNothingIsLost(peers.values());
                machines.get(visitor).start();
            }
            if (random.nextBoolean()) {
                machines.get(visitor).crash();
            } else {
                machines.get(visitor).powerOff();
            }
        }
        world.check(isShownAndQuiet(), () -> "not done by mail: " + ledger.notShown());
        world.check(ledger.missing() == 0, () -> "told as missing: " + ledger.missing());
    }

    private void sayOnce(UserName from, UserName to) {
        if (!from.equals(to)) {
            say(from, to);
        }
    }

    private boolean isShownAndQuiet() {
        return said > 0
                && ledger.notShown().isEmpty()
                && peers.values().stream().allMatch(peer -> peer.kept().isEmpty());
    }

    private void finish() {
        world.check(world.runUntil(this::isDone, CALM_MS), () -> "not done in calm times: " + ledger.notShown());
    }

    private void trouble() {
        machines.values().forEach(Node::start);
        int messages = random.nextInt(5, 120);
        for (int i = 0; i < messages; i++) {
            world.in(random.nextLong(TROUBLE_MS), this::sayOne);
        }
        int faults = random.nextInt(1, 40);
        for (int i = 0; i < faults; i++) {
            world.in(random.nextLong(TROUBLE_MS), this::doHarm);
        }
        for (long ms = 0; ms < TROUBLE_MS; ms += 500) {
            world.advance(500);
            check();
            if (random.nextInt(4) == 0) {
                machines.get(someone()).start();
            }
        }
    }

    private void check() {
        ledger.checkNothingIsLost(peers.values());
        int contacts = peers.size() - 1;
        peers.values()
                .forEach(peer -> world.check(
                        peer.records("incoming ") <= contacts * ChatLimits.LOGS
                                && peer.records("outgoing ") <= contacts,
                        () -> peer.user() + " stores ever more"));
    }

    private UserName someone() {
        return List.copyOf(peers.keySet()).get(random.nextInt(peers.size()));
    }

    /** One message, or a burst. */
    private void sayOne() {
        UserName from = someone();
        UserName to = someone();
        int burst = random.nextInt(6) == 0 ? random.nextInt(2, 60) : 1;
        for (int i = 0; i < burst && !from.equals(to); i++) {
            say(from, to);
        }
    }

    private void say(UserName from, UserName to) {
        said++;
        peers.get(from).say(to, new MessageId("%032x".formatted(said)), "message " + said);
    }

    private void doHarm() {
        Node victim = machines.get(someone());
        long whileMs = random.nextLong(1, 15_000);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> lines.cutOne();
            case 3 -> lines.cut(victim, machines.get(someone()));
            case 4, 5 -> stop(victim, false, whileMs);
            case 6 -> stop(victim, true, whileMs);
            case 7 -> lines.silence(victim, machines.get(someone()), whileMs);
            case 8 -> pauseOrSeparate(victim, whileMs);
            default -> turnAway(whileMs);
        }
    }

    private void stop(Node victim, boolean byPower, long whileMs) {
        if (byPower) {
            victim.powerOff();
        } else {
            victim.crash();
        }
        check();
        world.in(whileMs, victim::start);
    }

    private void pauseOrSeparate(Node victim, long whileMs) {
        if (random.nextBoolean()) {
            victim.pause();
            world.in(whileMs, victim::resume);
        } else {
            world.partitions().separate(victim);
            world.in(whileMs, world.partitions()::heal);
        }
    }

    private void turnAway(long whileMs) {
        ChatNode peer = peers.get(someone());
        switch (random.nextInt(3)) {
            case 0 -> {
                registryAway = true;
                world.in(whileMs, () -> registryAway = false);
            }
            case 1 -> {
                peer.loggedOut(true);
                world.in(whileMs, () -> peer.loggedOut(false));
            }
            default -> peer.cancel(someone());
        }
    }

    private void calm() {
        world.partitions().heal();
        machines.values().forEach(Node::resume);
        machines.values().forEach(Node::start);
        peers.values().forEach(peer -> peer.loggedOut(false));
        registryAway = false;
        troubled = false;
        offices.forEach(MailOffice::behave);
    }

    /** Everything was shown, and nobody keeps anything of it. */
    private boolean isDone() {
        machines.values().forEach(Node::start);
        return ledger.notShown().isEmpty()
                && peers.values().stream().allMatch(peer -> peer.kept().isEmpty());
    }
}
