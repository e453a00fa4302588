package org.hobnob.bus;

import static org.hobnob.testing.Await.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals as they cross the bus (BUS.md 2). */
@ExtendWith(VertxExtension.class)
class BusFailuresTest {
    private static RefusalException crossed(Vertx vertx, RefusalException sent) {
        Bus bus = new Bus(vertx);
        String address = "test." + sent.particulars().hashCode() + "." + sent.waitMs();
        return refusal(bus.serve(address, Map.of("x", json -> Future.failedFuture(sent)))
                .compose(done -> bus.request(address, "x", new JsonObject())));
    }

    @Test
    void whatIsSaidBesideTheReasonCrossesTheBus(Vertx vertx) {
        Particulars until = new Particulars("be  kind", OptionalLong.of(1_796_040_000_000L));
        Particulars forGood = new Particulars("spam", OptionalLong.empty());
        Particulars wordless = new Particulars("", OptionalLong.of(5));
        for (Particulars said : new Particulars[] {until, forGood, wordless, Particulars.NONE}) {
            RefusalException came = crossed(vertx, new RefusalException(Reason.BANNED, 60_000, said));
            assertEquals(Reason.BANNED, came.reason());
            assertEquals(60_000, came.waitMs());
            assertEquals(said, came.particulars());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"banned", "banned 7", "banned 7 x", "banned 7 999999999999999 ", "banned 7 - "})
    void whatCannotBeReadIsLeftOut(String message) {
        RefusalException read = BusFailures.asRefusal(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 404, message));
        assertEquals(Reason.BANNED, read.reason());
        assertEquals(message.length() > 6 ? 7 : 0, read.waitMs());
        assertEquals(Particulars.NONE, read.particulars());
    }
}
