package org.hobnob.peer.room;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.history.PastMessages;

/**
 * Holds back what those say who may not speak in their room (SPEC 4.11). It counts as shown, so that it is not delivered
 * again. No registry sees what is said, so each member's program enforces the rule.
 */
final class PostingRule implements RoomListener {
    private final RoomListener listener;
    private final Function<RoomName, Optional<RoomState>> states;

    /**
     * @param listener receives what may be shown
     * @param states gives the state of a room that this user is in
     */
    PostingRule(RoomListener listener, Function<RoomName, Optional<RoomState>> states) {
        this.listener = listener;
        this.states = states;
    }

    /** Whether the user may say something in a room of this state. */
    static boolean permits(RoomState state, UserName user) {
        return state.settings().post() == RoomPosting.ALL || state.isHost(user);
    }

    private boolean permits(RoomName room, UserName user) {
        return states.apply(room).filter(state -> !permits(state, user)).isEmpty();
    }

    @Override
    public Future<Void> line(RoomName room, RoomEffect.Deliver line, boolean again) {
        return permits(room, line.sender()) ? listener.line(room, line, again) : Future.succeededFuture();
    }

    @Override
    public Future<Void> unreadable(RoomName room, RoomEffect.Unreadable message, boolean again) {
        return permits(room, message.sender()) ? listener.unreadable(room, message, again) : Future.succeededFuture();
    }

    @Override
    public Future<Void> past(RoomName room, PastMessages.Past message, boolean isKnown) {
        return permits(room, message.speaker()) ? listener.past(room, message, isKnown) : Future.succeededFuture();
    }

    @Override
    public void open(RoomName room, UserName sender, String text) {
        if (permits(room, sender)) {
            listener.open(room, sender, text);
        }
    }

    @Override
    public Future<Void> missed(RoomName room, RoomEffect.Missed missed) {
        return listener.missed(room, missed);
    }

    @Override
    public void differentTexts(RoomName room, RoomEffect.DifferentTexts different) {
        listener.differentTexts(room, different);
    }

    @Override
    public void rosterDiffers(RoomName room, RoomEffect.RosterDiffers differs) {
        listener.rosterDiffers(room, differs);
    }

    @Override
    public Future<Void> newReader(RoomName room, RoomEffect.NewReader reader) {
        return listener.newReader(room, reader);
    }

    @Override
    public void weakerSeals(RoomName room, RoomEffect.WeakerSeals weaker) {
        listener.weakerSeals(room, weaker);
    }

    @Override
    public void progress(RoomName room, RoomEffect.Progress progress) {
        listener.progress(room, progress);
    }

    @Override
    public void reach(RoomName room, RoomEffect.Reach reach) {
        listener.reach(room, reach);
    }

    @Override
    public void connection(RoomName room, RoomEffect.Connection connection) {
        listener.connection(room, connection);
    }
}
