package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PendingMessagesTest {
    private static final long PATIENCE_MS = 100;
    private static final MessageId ID = new MessageId("ab".repeat(16));

    private final List<Set<UserName>> told = new ArrayList<>();
    private final Set<UserName> confirmed = new HashSet<>();
    private final Set<UserName> missing = new HashSet<>();
    private Vertx vertx;
    private PendingMessages pending;

    @BeforeEach
    void room(Vertx current) {
        vertx = current;
        pending = new PendingMessages(vertx, PATIENCE_MS, progress -> told.add(Set.copyOf(progress.confirmed())));
        for (int i = 0; i < 30; i++) {
            missing.add(new UserName("user" + i));
        }
    }

    private void confirmedBy(int member) {
        UserName user = new UserName("user" + member);
        missing.remove(user);
        confirmed.add(user);
        pending.progress(new Progress(ID, confirmed, missing));
    }

    /** The message is answered while only the first member has it. */
    private Future<Progress> answered() {
        Future<Progress> answer = pending.follow(ID);
        confirmedBy(0);
        return answer;
    }

    @Test
    void manyAcknowledgementsMakeOneReport(VertxTestContext test) {
        vertx.runOnContext(go -> answered()
                .compose(answer -> {
                    for (int i = 1; i < 20; i++) {
                        confirmedBy(i);
                    }
                    test.verify(() -> assertTrue(told.isEmpty()));
                    return vertx.timer(3 * PATIENCE_MS);
                })
                .onComplete(test.succeeding(waited -> test.verify(() -> {
                    assertEquals(List.of(confirmed), told);
                    test.completeNow();
                }))));
    }

    @Test
    void thatAllHaveItIsReportedAtOnceAndLast(VertxTestContext test) {
        vertx.runOnContext(go -> answered()
                .compose(answer -> {
                    for (int i = 1; i < 30; i++) {
                        confirmedBy(i);
                    }
                    test.verify(() -> assertEquals(List.of(confirmed), told));
                    return vertx.timer(3 * PATIENCE_MS);
                })
                .onComplete(test.succeeding(waited -> test.verify(() -> {
                    assertEquals(1, told.size());
                    test.completeNow();
                }))));
    }

    @Test
    void requestIsAnsweredAtOnceWhenAllHaveTheMessage() {
        Future<Progress> answer = pending.follow(ID);
        for (int i = 0; i < 29; i++) {
            confirmedBy(i);
        }
        assertFalse(answer.isComplete());
        confirmedBy(29);
        assertTrue(answer.succeeded());
        assertTrue(told.isEmpty());
    }
}
