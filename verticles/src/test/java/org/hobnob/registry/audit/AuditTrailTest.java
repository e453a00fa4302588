package org.hobnob.registry.audit;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class AuditTrailTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
    private static final Deed BAN = new Deed("dana", "10.0.0.5", "ban add", "omar", "spam", "for 30m");

    @TempDir
    Path folder;

    private AuditTrail trail(Vertx vertx) {
        return new AuditTrail(vertx, new AuditFile(folder), NOON);
    }

    private static List<JsonObject> lines(AuditTrail trail) {
        return await(trail.latest(100));
    }

    @Test
    void deedIsWrittenBeforeItIsDoneAndAfter(Vertx vertx) {
        AuditTrail trail = trail(vertx);
        String seen = await(trail.audited(
                BAN, () -> trail.latest(9).map(lines -> lines.get(0).getString("outcome"))));
        assertEquals("begun", seen);
        JsonObject first = lines(trail).get(0);
        assertEquals(
                new JsonObject()
                        .put("time", "2026-01-31T12:00:00Z")
                        .put("id", first.getLong("id"))
                        .put("by", "dana")
                        .put("from", "10.0.0.5")
                        .put("verb", "ban add")
                        .put("whom", "omar")
                        .put("why", "spam")
                        .put("how", "for 30m")
                        .put("outcome", "begun"),
                first);
        assertEquals(first.copy().put("outcome", "done"), lines(trail).get(1));
    }

    @Test
    void refusalAndFaultAreOutcomes(Vertx vertx) {
        AuditTrail trail = trail(vertx);
        RefusalException refused =
                refusal(trail.audited(BAN, () -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER))));
        assertEquals(Reason.NO_SUCH_USER, refused.reason());
        AtomicBoolean failed = new AtomicBoolean();
        await(trail.audited(BAN, () -> {
                    throw new IllegalStateException("a fault");
                })
                .otherwise(cause -> {
                    failed.set(true);
                    return null;
                }));
        assertTrue(failed.get());
        assertEquals(
                List.of("begun", "no-such-user", "begun", "internal"),
                lines(trail).stream().map(line -> line.getString("outcome")).toList());
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone(Vertx vertx) {
        AuditFile full = new AuditFile(folder, 100_000, file -> {
            throw new IOException("No space left on device");
        });
        AtomicBoolean isDone = new AtomicBoolean();
        RefusalException refused = refusal(new AuditTrail(vertx, full, NOON).audited(BAN, () -> {
            isDone.set(true);
            return Future.succeededFuture();
        }));
        assertEquals(Reason.UNAVAILABLE, refused.reason());
        assertFalse(isDone.get());
    }

    @Test
    void textOfOthersIsSafeAndBounded(Vertx vertx) {
        AuditTrail trail = trail(vertx);
        Deed hostile =
                new Deed("dana", "socket", "kick", "x\u001b[2J\u202e\n{}", "y".repeat(5_000) + "\uD83D\uDE00", "");
        await(trail.audited(hostile, Future::succeededFuture));
        assertEquals("x\uFFFD[2J\uFFFD\uFFFD{}", lines(trail).get(0).getString("whom"));
        assertEquals(400, lines(trail).get(0).getString("why").length());
    }

    @Test
    void partOfALineKeepsNobodyFromReadingTheOthers(Vertx vertx) throws IOException {
        AuditTrail trail = trail(vertx);
        await(trail.audited(BAN, Future::succeededFuture));
        byte[] cut = "{\"by\":\"Zo\u00eb".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(AuditFile.NAME), Arrays.copyOf(cut, cut.length - 1), StandardOpenOption.APPEND);
        assertEquals(2, lines(trail).size());
    }
}
