package org.hobnob.registry.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.store.Session;
import org.junit.jupiter.api.Test;

class SessionReleasesTest {
    private static final UserName DANA = new UserName("dana");

    /** What the store is asked, and what completes each question. */
    private final List<Map<UserName, SessionId>> asked = new ArrayList<>();

    private final List<Promise<Map<UserName, Session>>> answers = new ArrayList<>();
    private final SessionReleases releases = new SessionReleases(sessions -> {
        asked.add(sessions);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    });

    private Future<Optional<Session>> release(int number) {
        return releases.release(new UserName("user" + number), SessionId.ofBits(number));
    }

    @Test
    void oneSessionIsReleasedAtOnce() {
        Future<Optional<Session>> done = release(1);
        assertEquals(List.of(Map.of(new UserName("user1"), SessionId.ofBits(1))), asked);
        assertFalse(done.isComplete());
        answers.get(0).complete(Map.of());
        assertEquals(Optional.empty(), done.result());
    }

    @Test
    void thousandsThatEndAtOnceAreReleasedTogether() {
        List<Future<Optional<Session>>> all =
                IntStream.range(0, 1_000).mapToObj(this::release).toList();
        for (int i = 0; i < answers.size(); i++) {
            answers.get(i).complete(Map.of());
        }
        assertTrue(all.stream().allMatch(Future::succeeded));
        assertEquals(
                List.of(1, 256, 256, 256, 231), asked.stream().map(Map::size).toList());
    }

    @Test
    void successorIsToldToItsUserAlone() {
        Session next = new Session(
                new Contact(
                        DANA,
                        "127.0.0.1",
                        4000,
                        4001,
                        DialectName.ORIGINAL,
                        Optional.empty(),
                        Capabilities.NONE,
                        UserStatus.HERE,
                        List.of()),
                "node",
                SessionId.ofBits(9),
                2);
        release(1);
        Future<Optional<Session>> other = release(2);
        Future<Optional<Session>> danas = releases.release(DANA, SessionId.ofBits(8));
        answers.get(0).complete(Map.of());
        answers.get(1).complete(Map.of(DANA, next));
        assertEquals(Optional.of(next), danas.result());
        assertEquals(Optional.empty(), other.result());
    }

    @Test
    void twoSessionsOfOneUserAreReleasedOneAfterTheOther() {
        release(1);
        releases.release(DANA, SessionId.ofBits(8));
        releases.release(DANA, SessionId.ofBits(9));
        answers.get(0).complete(Map.of());
        answers.get(1).complete(Map.of());
        assertEquals(
                List.of(Map.of(DANA, SessionId.ofBits(8)), Map.of(DANA, SessionId.ofBits(9))), asked.subList(1, 3));
    }

    @Test
    void failureConcernsItsBatchAlone() {
        Future<Optional<Session>> first = release(1);
        Future<Optional<Session>> second = release(2);
        answers.get(0).fail("no disk");
        answers.get(1).complete(Map.of());
        assertTrue(first.failed());
        assertTrue(second.succeeded());
    }
}
