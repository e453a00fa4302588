package org.hobnob.registry.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanList;
import org.hobnob.registry.rules.presence.Directory;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.Test;

/** Two registries that follow the bans of one store, by a hand clock. */
class BanWatchTest {
    private static final UserName DANA = new UserName("dana");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    /** A registry with a session of dana's, and what it does later. */
    private final class Node {
        private final List<Long> delaysMs = new ArrayList<>();
        private final List<UserName> ended = new ArrayList<>();
        private Runnable next = () -> {};

        Node() {
            Contact contact = new Contact(DANA, "127.0.0.1", 0, 0, DialectName.NATIVE, Optional.empty(), List.of());
            Directory.Entry entry = new Directory.Entry(contact, "a", new SessionId("0".repeat(32)), 1);
            BanWatch watch = new BanWatch(
                    () -> isDown ? Future.failedFuture("down") : Future.succeededFuture(store),
                    NOON,
                    () -> List.of(entry),
                    (session, ban) -> ended.add(session.user()));
            Await.await(watch.start((delayMs, work) -> {
                delaysMs.add(delayMs);
                next = work;
            }));
        }

        void asks() {
            next.run();
        }
    }

    private BanList store = BanList.NONE;
    private boolean isDown;
    private final Node here = new Node();
    private final Node there = new Node();

    private void ban() {
        store = store.with(new Ban(Ban.user(DANA), "", OptionalLong.empty()), NOON.millis());
    }

    @Test
    void banIsInForceAtTheNextQuestionTwiceASecond() {
        here.asks();
        there.asks();
        assertEquals(List.of(), here.ended);
        ban();
        here.asks();
        there.asks();
        assertEquals(List.of(DANA), here.ended);
        assertEquals(List.of(DANA), there.ended);
        assertTrue(there.delaysMs.stream().allMatch(ms -> ms <= 500), () -> there.delaysMs + " ms between questions");
        assertEquals(3, there.delaysMs.size(), "it goes on");
    }

    @Test
    void storeThatIsDownDoesNotEndTheAsking() {
        ban();
        isDown = true;
        there.asks();
        assertEquals(List.of(), there.ended);
        isDown = false;
        there.asks();
        assertEquals(List.of(DANA), there.ended);
    }
}
