package org.hobnob.peer.room;

import io.vertx.core.Future;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;

/** Who is told what happens in rooms. */
interface RoomListener {
    /**
     * A line that nobody but its sender can have written.
     *
     * @param again whether it may have been shown before this program started
     * @return succeeds when a person was shown it
     */
    Future<Void> line(RoomName room, RoomEffect.Deliver line, boolean again);

    /** A line that anybody on the network can read and forge. */
    void open(RoomName room, UserName sender, String text);

    /**
     * Something that a member said is lost for good.
     *
     * @return succeeds when a person was shown it
     */
    Future<Void> missed(RoomName room, RoomEffect.Missed missed);

    /** A message of this user's that was answered unfinished has come further. */
    void progress(RoomName room, RoomEffect.Progress progress);

    /** Whether multicast brings this user's datagrams to a member. */
    void reach(RoomName room, RoomEffect.Reach reach);
}
