package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.sim.RosterModel;
import org.hobnob.protocol.sim.World;

/** What was said and what was shown, as an observer of all screens sees it; checks what must hold at any time. */
final class Ledger {
    /** Something said. */
    static final class Said {
        final UserName sender;
        final String text;
        final long atMs;
        final int number;
        final long rosterVersion;
        /** Who was in the room as far as its sender knew. */
        Set<UserName> readers = Set.of();
        /** Who does not have it, as far as its sender was told last. */
        Set<UserName> missing = Set.of();

        Said(UserName sender, String text, long atMs, int number, long rosterVersion) {
            this.sender = sender;
            this.text = text;
            this.atMs = atMs;
            this.number = number;
            this.rosterVersion = rosterVersion;
        }
    }

    /** What one person saw of what another said. */
    private static final class Screen {
        private final Map<MessageId, Long> shownMs = new LinkedHashMap<>();
        private int lastNumber = -1;
        private long missed;
    }

    private static final int MAX_TOLD = 40;

    private final World world;
    private final RosterModel roster;
    private final Map<MessageId, Said> said = new LinkedHashMap<>();
    private final Map<UserName, Map<UserName, Screen>> screens = new HashMap<>();
    /** Who shows different texts. */
    final Set<UserName> suspected = new TreeSet<>();
    /** Who was warned. */
    final Set<UserName> warned = new TreeSet<>();

    boolean registryLies;
    private final List<Long> delaysMs = new ArrayList<>();

    Ledger(World world, RosterModel roster) {
        this.world = world;
        this.roster = roster;
    }

    /** @param rosterVersion the roster that the sender knew */
    void said(MessageId id, UserName sender, String text, long rosterVersion) {
        said.put(id, new Said(sender, cut(text), world.nowMs(), said.size(), rosterVersion));
    }

    /** The sender's program tells how far a message has come. */
    void progress(RoomEffect.Progress progress) {
        Said message = said.get(progress.id());
        if (message.readers.isEmpty()) {
            message.readers = new TreeSet<>(progress.missing());
            message.readers.addAll(progress.confirmed());
        }
        message.missing = progress.missing();
        for (UserName reader : progress.confirmed()) {
            world.check(
                    screen(reader, message.sender).shownMs.containsKey(progress.id()),
                    () -> "confirmed and not shown: " + message.text + " at " + reader);
        }
    }

    /** Nobody is to be accused who showed all the same. */
    void differentTexts(UserName reader, RoomEffect.DifferentTexts different) {
        world.trace(() -> reader + " is told that " + different.sender() + " showed different texts");
        world.check(
                suspected.contains(different.sender()),
                () -> reader + " is told that " + different.sender() + " showed different texts");
        warned.add(reader);
    }

    /** The registry is not to be accused that tells all the same. */
    void rosterDiffers(UserName reader, RoomEffect.RosterDiffers differs) {
        world.trace(() -> reader + " is told that " + differs.member() + " has another roster");
        world.check(registryLies, () -> reader + " is told that " + differs.member() + " has another roster");
        warned.add(reader);
    }

    void shown(UserName reader, RoomEffect.Deliver shown) {
        Said message = said.get(shown.id());
        world.trace(() -> reader + " sees " + shown.sender() + ": "
                + cut(shown.body().text().text()));
        world.check(
                message != null
                        && message.sender.equals(shown.sender())
                        && message.text.equals(cut(shown.body().text().text())),
                () -> "never said by " + shown.sender() + ": "
                        + cut(shown.body().text().text()));
        Screen screen = screen(reader, shown.sender());
        world.check(
                screen.shownMs.put(shown.id(), world.nowMs()) == null,
                () -> "shown twice to " + reader + ": " + message.text);
        world.check(
                message.number > screen.lastNumber,
                () -> "out of order at " + reader + ": " + message.text + " after number " + screen.lastNumber);
        screen.lastNumber = message.number;
        delaysMs.add(world.nowMs() - message.atMs);
    }

    /** Texts are told apart by how they begin and how long they are. */
    private static String cut(String text) {
        return text.length() <= MAX_TOLD ? text : text.substring(0, MAX_TOLD) + "… (" + text.length() + ")";
    }

    void missed(UserName reader, RoomEffect.Missed missed) {
        world.trace(
                () -> reader + " sees that up to " + missed.datagrams() + " of " + missed.sender() + " are missing");
        world.check(missed.datagrams() > 0, () -> "an empty gap");
        screen(reader, missed.sender()).missed += missed.datagrams();
    }

    private Screen screen(UserName reader, UserName sender) {
        return screens.computeIfAbsent(reader, added -> new TreeMap<>()).computeIfAbsent(sender, added -> new Screen());
    }

    boolean isShown(UserName reader, MessageId id) {
        return screen(reader, said.get(id).sender).shownMs.containsKey(id);
    }

    Map<MessageId, Said> messages() {
        return said;
    }

    List<Long> delaysMs() {
        return delaysMs;
    }

    long gaps() {
        return screens.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToLong(screen -> screen.missed)
                .sum();
    }

    /** How many messages a reader lacks of those meant for it. */
    List<String> lacking(UserName reader) {
        List<String> lacking = new ArrayList<>();
        said.forEach((id, message) -> {
            if (message.readers.contains(reader) && !isShown(reader, id)) {
                lacking.add(message.text);
            }
        });
        return lacking;
    }

    private boolean wasInsideSince(UserName reader, long version) {
        return LongStream.rangeClosed(version, roster.now().version())
                .allMatch(between -> roster.at(between).has(reader));
    }

    /** Nothing that was meant for the reader is lacking without a gap that shows it, or a sender who knows. */
    void checkComplete(UserName reader) {
        Map<UserName, List<Said>> lacking = new TreeMap<>();
        said.forEach((id, message) -> {
            boolean senderKnows = message.missing.contains(reader);
            boolean meant = message.readers.contains(reader) && wasInsideSince(reader, message.rosterVersion);
            if (meant && !isShown(reader, id) && !senderKnows) {
                lacking.computeIfAbsent(message.sender, added -> new ArrayList<>())
                        .add(message);
            }
        });
        lacking.forEach((sender, messages) -> world.check(
                screen(reader, sender).missed >= messages.size(),
                () -> reader + " lacks unnoticed of " + sender + ": "
                        + messages.stream().map(message -> message.text).toList()));
    }
}
