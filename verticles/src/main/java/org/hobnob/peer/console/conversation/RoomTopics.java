package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.text.SafeText;

/** The last known settings of each room, and the sentences that tell of them. Not thread-safe. */
public final class RoomTopics {
    private final Map<Conversation, RoomSettings> settings = new HashMap<>();

    /** Returns the room's settings; those of a new room if none are known. */
    public RoomSettings of(Conversation room) {
        return settings.getOrDefault(room, RoomSettings.DEFAULT);
    }

    /** Records the settings of a room that is entered; returns what is not as in a new room. */
    public List<String> entered(Conversation room, RoomSettings now) {
        settings.put(room, now);
        return differences(room, RoomSettings.DEFAULT, now);
    }

    /** Records a room's settings; returns what has changed. */
    public List<String> changed(Conversation room, RoomSettings now) {
        List<String> changes = differences(room, of(room), now);
        settings.put(room, now);
        return changes;
    }

    private static List<String> differences(Conversation room, RoomSettings before, RoomSettings now) {
        List<String> all = new ArrayList<>();
        if (!now.topic().equals(before.topic())) {
            String topic = SafeText.of(now.topic().text());
            all.add(
                    topic.isEmpty()
                            ? room.label() + " has no topic any more"
                            : "topic of " + room.label() + ": " + topic);
        }
        if (now.standing() != before.standing()) {
            all.add(room.label()
                    + (now.standing()
                            ? " stays when everybody has left, and its members stay members until they leave it"
                            : " ends when everybody has left"));
        }
        if (now.post() != before.post()) {
            boolean hosts = now.post() == RoomPosting.HOSTS;
            all.add((hosts ? "only hosts may speak in " : "everybody may speak in ") + room.label());
        }
        if (!now.history().equals(before.history())) {
            int days = now.history().days();
            all.add(
                    days == 0
                            ? "who comes later is handed nothing of what is said in " + room.label()
                            : "who comes later can be handed what is said in " + room.label() + " within "
                                    + (days == 1 ? "a day" : days + " days"));
        }
        if (now.hosted() != before.hosted()) {
            all.add(
                    now.hosted()
                            ? "hosted users may enter " + room.label()
                                    + ": whoever runs the machine of their console can read what is said"
                            : "hosted users cannot enter " + room.label()
                                    + " any more; those inside stay until /kick NAME");
        }
        return all;
    }

    public void forget(Conversation room) {
        settings.remove(room);
    }

    public void clear() {
        settings.clear();
    }
}
