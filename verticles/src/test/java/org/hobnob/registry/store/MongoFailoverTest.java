package org.hobnob.registry.store;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Ban;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A replica set, of one or more, whose primary steps down while the registry writes. */
@EnabledIfEnvironmentVariable(
        named = MongoFailoverTest.URI,
        matches = "mongodb.*replicaSet=.*",
        disabledReason = "HOBNOB_TEST_MONGO_URI names no MongoDB replica set whose primary may be asked to step down")
@Tag("slow")
class MongoFailoverTest {
    static final String URI = "HOBNOB_TEST_MONGO_URI";

    private static final int WRITES = 200;
    private static final int STEP_DOWN_AT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();

    private static String uri(String database) {
        String given = System.getenv(URI);
        String options = given.substring(given.indexOf('?'));
        String servers = given.substring("mongodb://".length()).replaceFirst("[/?].*", "");
        return "mongodb://" + servers + "/" + database + options;
    }

    private void stepDown() {
        MongoClient admin = MongoClient.create(
                vertx, new JsonObject().put("connection_string", uri("admin")).put("db_name", "admin"));
        JsonObject command = new JsonObject()
                .put("replSetStepDown", 5)
                .put("secondaryCatchUpPeriodSecs", 3)
                .put("force", true);
        // The primary may close its connections before it answers.
        await(admin.runCommand("replSetStepDown", command).otherwiseEmpty());
        await(admin.close());
    }

    /** Writes as a user does who is told to try again: until it is acknowledged. */
    private static void ban(Store store, String address) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            try {
                await(store.bans().ban(new Ban(Ban.address(address), "", OptionalLong.empty()), 0));
                return true;
            } catch (RefusalException refusal) {
                assertEquals(Reason.UNAVAILABLE, refusal.reason());
                return false;
            }
        });
    }

    @Test
    void nothingAcknowledgedIsLostWhenThePrimaryStepsDown() {
        Store store = await(Store.open(vertx, uri("hobnob-failover-" + UUID.randomUUID())));
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            if (i == STEP_DOWN_AT) {
                stepDown();
            }
            ban(store, "10.0.0." + i);
            acknowledged.add(Ban.address("10.0.0." + i));
        }
        List<String> kept =
                await(store.bans().current()).bans().stream().map(Ban::subject).toList();
        assertTrue(kept.containsAll(acknowledged), acknowledged.size() + " acknowledged, " + kept.size() + " kept");
        assertTrue(await(store.accounts().find(new UserName("dana"))).isEmpty(), "reads go on");
        await(store.close());
        await(vertx.close());
    }
}
