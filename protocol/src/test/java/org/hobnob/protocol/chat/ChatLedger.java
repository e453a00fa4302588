package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.World;

/** What people wrote and saw, and the promises about it. */
final class ChatLedger {
    /** Sender and recipient. */
    private record Way(UserName from, UserName to) {}

    private final World world;
    private final Map<Way, List<MessageId>> said = new LinkedHashMap<>();
    private final Map<MessageId, Way> accepted = new LinkedHashMap<>();
    private final Set<MessageId> givenUp = new HashSet<>();
    private final Map<MessageId, Integer> shown = new HashMap<>();
    private final Map<Way, Integer> lastShown = new HashMap<>();
    /** What is accepted and may not have been shown yet. */
    private final Set<MessageId> open = new LinkedHashSet<>();

    private final Set<MessageId> excused = new HashSet<>();
    private boolean excusing;
    private long missing;

    ChatLedger(World world) {
        this.world = world;
    }

    /** The person hits Enter; whether the program keeps it is another question. */
    void said(UserName from, UserName to, MessageId id) {
        said.computeIfAbsent(new Way(from, to), way -> new ArrayList<>()).add(id);
        if (excusing) {
            excused.add(id);
        }
    }

    /** From now on nothing is promised about what is said, or all is again. */
    void excuseWhatIsSaid(boolean from) {
        excusing = from;
    }

    void accepted(UserName from, UserName to, MessageId id) {
        accepted.put(id, new Way(from, to));
        if (!excused.contains(id)) {
            open.add(id);
        }
    }

    /** The person cancels: what was said may still arrive, and need not. */
    void givesUp(UserName from, UserName to) {
        givenUp.addAll(said.getOrDefault(new Way(from, to), List.of()));
    }

    void givenUp(List<MessageId> ids) {
        givenUp.addAll(ids);
    }

    /** A message appears on a screen: once for sure, in the order in which its sender wrote. */
    void shown(UserName on, Stored.Unshown message, boolean again) {
        if (excused.contains(message.id())) {
            return;
        }
        int before = shown.merge(message.id(), 1, Integer::sum) - 1;
        world.check(before == 0 || again, () -> message.id() + " is shown twice to " + on);
        Way way = new Way(message.contact(), on);
        int place = said.getOrDefault(way, List.of()).indexOf(message.id());
        world.check(place >= 0, () -> message.id() + " was never said to " + on);
        // A letter that was given up may be read late, when newer messages were shown.
        if (before == 0 && !givenUp.contains(message.id())) {
            Integer last = lastShown.put(way, place);
            world.check(last == null || last < place, () -> message.id() + " is out of order to " + on);
        }
    }

    /** The sender is told that the message has arrived. */
    void delivered(MessageId id, ChatNode recipient) {
        world.check(
                excused.contains(id)
                        || shown.containsKey(id)
                        || recipient.kept().contains(id),
                () -> id + " is called delivered and is nowhere at " + recipient.user());
    }

    /** Every accepted message was shown, or is kept by somebody. */
    void checkNothingIsLost(Collection<ChatNode> nodes) {
        Set<MessageId> kept = new HashSet<>();
        nodes.forEach(node -> kept.addAll(node.kept()));
        notShown().forEach(id -> world.check(kept.contains(id), () -> id + " of " + accepted.get(id) + " is lost"));
    }

    /** What is accepted and neither shown nor given up. */
    Set<MessageId> notShown() {
        open.removeIf(id -> shown.containsKey(id) || givenUp.contains(id));
        return open;
    }

    void missing(long count) {
        missing += count;
    }

    /** How many messages somebody was told to be missing. */
    long missing() {
        return missing;
    }
}
