package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.history.PastMessages;
import org.junit.jupiter.api.Test;

class PostingRuleTest {
    private static final RoomName LAB = new RoomName("lab");
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");

    private final List<String> shown = new ArrayList<>();

    private static RoomState state(RoomPosting post) {
        RoomState plain = new RoomState(LAB, DANA, 1, 0, 9, RoomKind.OPEN, Optional.empty());
        return new RoomState(
                LAB,
                DANA,
                1,
                0,
                9,
                plain.kind(),
                plain.group(),
                plain.instance(),
                RoomSettings.DEFAULT.with(Optional.empty(), Optional.of(post), Optional.empty(), Optional.empty()));
    }

    private PostingRule rule(Optional<RoomState> state) {
        return new PostingRule(
                new RoomListener() {
                    @Override
                    public Future<Void> line(RoomName room, RoomEffect.Deliver line, boolean again) {
                        shown.add(
                                line.sender() + " sealed: " + line.body().text().text());
                        return Future.succeededFuture();
                    }

                    @Override
                    public Future<Void> unreadable(RoomName room, RoomEffect.Unreadable message, boolean again) {
                        return Future.failedFuture("not used here");
                    }

                    @Override
                    public Future<Void> past(RoomName room, PastMessages.Past message, boolean isKnown) {
                        return Future.failedFuture("not used here");
                    }

                    @Override
                    public void open(RoomName room, UserName sender, String text) {
                        shown.add(sender + ": " + text);
                    }

                    @Override
                    public Future<Void> missed(RoomName room, RoomEffect.Missed missed) {
                        return Future.failedFuture("not used here");
                    }

                    @Override
                    public void differentTexts(RoomName room, RoomEffect.DifferentTexts different) {
                        throw new AssertionError("not used here");
                    }

                    @Override
                    public void rosterDiffers(RoomName room, RoomEffect.RosterDiffers differs) {
                        throw new AssertionError("not used here");
                    }

                    @Override
                    public Future<Void> newReader(RoomName room, RoomEffect.NewReader reader) {
                        return Future.failedFuture("not used here");
                    }

                    @Override
                    public void weakerSeals(RoomName room, RoomEffect.WeakerSeals weaker) {
                        throw new AssertionError("not used here");
                    }

                    @Override
                    public void progress(RoomName room, RoomEffect.Progress progress) {
                        throw new AssertionError("not used here");
                    }

                    @Override
                    public void reach(RoomName room, RoomEffect.Reach reach) {
                        throw new AssertionError("not used here");
                    }

                    @Override
                    public void connection(RoomName room, RoomEffect.Connection connection) {
                        throw new AssertionError("not used here");
                    }
                },
                room -> state);
    }

    @Test
    void whereAllMaySpeakAllAreShown() {
        rule(Optional.of(state(RoomPosting.ALL))).open(LAB, OMAR, "hi");
        rule(Optional.empty()).open(LAB, OMAR, "hi");
        assertEquals(List.of("omar: hi", "omar: hi"), shown);
    }

    @Test
    void sealedLinesOfOthersAreHeldBackAsShown() {
        PostingRule rule = rule(Optional.of(state(RoomPosting.HOSTS)));
        assertTrue(rule.line(LAB, sealed(OMAR), false).succeeded());
        assertTrue(rule.line(LAB, sealed(DANA), false).succeeded());
        assertEquals(List.of("dana sealed: hi"), shown);
    }

    private static RoomEffect.Deliver sealed(UserName sender) {
        return new RoomEffect.Deliver(sender, new MessageId("0".repeat(32)), MessageBody.of(new ChatText("hi")), true);
    }

    @Test
    void whereTheHostSpeaksAloneOthersAreNotShown() {
        PostingRule rule = rule(Optional.of(state(RoomPosting.HOSTS)));
        rule.open(LAB, OMAR, "hi");
        rule.open(LAB, DANA, "welcome");
        assertEquals(List.of("dana: welcome"), shown);
    }

    @Test
    void whereTheHostSpeaksAloneOthersMayNotSpeak() {
        assertFalse(PostingRule.permits(state(RoomPosting.HOSTS), OMAR));
        assertTrue(PostingRule.permits(state(RoomPosting.HOSTS), DANA));
        assertTrue(PostingRule.permits(state(RoomPosting.ALL), OMAR));
    }
}
