package org.hobnob.peer.room;

import io.vertx.core.Future;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.history.PastMessages;

/** Receives what happens in rooms. */
interface RoomListener {
    /**
     * A message arrived whose sender is authenticated.
     *
     * @param again whether it may already have been shown before this program started
     * @return succeeds when the line has been shown
     */
    Future<Void> line(RoomName room, RoomEffect.Deliver line, boolean again);

    /**
     * An authentic message arrived that only a later version can read.
     *
     * @param again whether this may already have been shown before this program started
     * @return succeeds when this has been shown
     */
    Future<Void> unreadable(RoomName room, RoomEffect.Unreadable message, boolean again);

    /**
     * A message that was said while this user was away, or before it came, was handed over.
     *
     * @param isKnown whether it is signed with the key that is known of its speaker
     * @return succeeds when it has been shown
     */
    Future<Void> past(RoomName room, PastMessages.Past message, boolean isKnown);

    /** A message arrived in the open: anyone on the network can read or forge it. */
    void open(RoomName room, UserName sender, String text);

    /**
     * Some of a member's messages are lost for good.
     *
     * @return succeeds when this has been shown
     */
    Future<Void> missed(RoomName room, RoomEffect.Missed missed);

    /** A member showed members different texts, as it or another member says. */
    void differentTexts(RoomName room, RoomEffect.DifferentTexts different);

    /** The registry tells a member other members of the room than it tells here. */
    void rosterDiffers(RoomName room, RoomEffect.RosterDiffers differs);

    /**
     * Somebody who was not in the room when this user entered can read it from now on.
     *
     * @return succeeds when this has been shown; before that the reader is given no key
     */
    Future<Void> newReader(RoomName room, RoomEffect.NewReader reader);

    /** The room uses weaker seals because of some members' programs. */
    void weakerSeals(RoomName room, RoomEffect.WeakerSeals weaker);

    /** A message of this user, whose request was answered before delivery was complete, has reached more members. */
    void progress(RoomName room, RoomEffect.Progress progress);

    /** Multicast from this user to a member has started or stopped working. */
    void reach(RoomName room, RoomEffect.Reach reach);

    /** No connection to a member can be made, or it can again. */
    void connection(RoomName room, RoomEffect.Connection connection);
}
