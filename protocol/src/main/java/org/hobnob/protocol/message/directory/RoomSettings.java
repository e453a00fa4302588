package org.hobnob.protocol.message.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * What the hosts of a room can set while the room is there (SPEC 4.11).
 *
 * @param topic what the room is about at present; may be empty
 * @param standing whether the room is kept when its last member leaves, and members stay members until they leave
 * @param post who may say something
 * @param hosts the hosts besides the first one, in the order in which they became hosts; a registry keeps at most
 *     {@value #MAX_MORE_HOSTS}
 * @param history how long those who come later may be handed what is said
 * @param hosted whether users may come in whose programs run on another machine than theirs (SPEC 2.7)
 */
public record RoomSettings(
        Title topic, boolean standing, RoomPosting post, List<UserName> hosts, RoomHistory history, boolean hosted) {
    /** The most hosts of a room besides the first one. */
    public static final int MAX_MORE_HOSTS = 8;

    /** The settings of a new room. */
    public static final RoomSettings DEFAULT = new RoomSettings(Title.NONE, false, RoomPosting.ALL);

    public RoomSettings {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(post);
        Objects.requireNonNull(history);
        hosts = List.copyOf(hosts);
    }

    /** Settings with one host, without history, closed to hosted users. */
    public RoomSettings(Title topic, boolean standing, RoomPosting post) {
        this(topic, standing, post, List.of(), RoomHistory.OFF, false);
    }

    /** Returns the settings with these changes; what is empty stays as it is. */
    public RoomSettings with(
            Optional<Boolean> newStanding,
            Optional<RoomPosting> newPost,
            Optional<RoomHistory> newHistory,
            Optional<Boolean> newHosted) {
        return new RoomSettings(
                topic,
                newStanding.orElse(standing),
                newPost.orElse(post),
                hosts,
                newHistory.orElse(history),
                newHosted.orElse(hosted));
    }

    /** Returns the same settings with this topic. */
    public RoomSettings withTopic(Title newTopic) {
        return new RoomSettings(newTopic, standing, post, hosts, history, hosted);
    }

    /** Returns the same settings with these hosts besides the first one. */
    public RoomSettings withHosts(List<UserName> newHosts) {
        return new RoomSettings(topic, standing, post, newHosts, history, hosted);
    }

    /** Returns the same settings with one more host. */
    public RoomSettings withHost(UserName host) {
        List<UserName> more = new ArrayList<>(hosts);
        more.add(host);
        return withHosts(more);
    }
}
