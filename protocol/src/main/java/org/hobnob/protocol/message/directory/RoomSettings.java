package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;

/**
 * What the host of a room can set while the room is there (SPEC 4.11).
 *
 * @param topic what the room is about at present; may be empty
 * @param standing whether the room is kept when its last member leaves
 * @param post who may say something
 */
public record RoomSettings(Title topic, boolean standing, RoomPosting post) {
    /** The settings of a new room. */
    public static final RoomSettings DEFAULT = new RoomSettings(Title.NONE, false, RoomPosting.ALL);

    public RoomSettings {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(post);
    }

    /** Returns the settings with these changes; what is empty stays as it is. */
    public RoomSettings with(Optional<Boolean> newStanding, Optional<RoomPosting> newPost) {
        return new RoomSettings(topic, newStanding.orElse(standing), newPost.orElse(post));
    }

    /** Returns the same settings with this topic. */
    public RoomSettings withTopic(Title topic) {
        return new RoomSettings(topic, standing, post);
    }
}
