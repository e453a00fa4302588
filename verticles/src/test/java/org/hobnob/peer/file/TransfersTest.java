package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** What is told of files on their way. */
class TransfersTest {
    private static final Offer OFFER = new Offer(
            1,
            new MessageId("0a".repeat(16)),
            false,
            new UserName("ana"),
            new FileHead("sheet.pdf", 1_000),
            Optional.empty(),
            "/x/sheet.pdf",
            0,
            1,
            OfferState.ACCEPTED,
            true);

    private final List<JsonObject> told = new ArrayList<>();
    private long nowMs = 1_000;
    private boolean open = true;
    private final Transfers transfers = new Transfers(() -> nowMs, id -> open, told::add);

    @Test
    void rateAndTimeLeftFollowWhatMoves() {
        transfers.at(OFFER, 100);
        transfers.at(OFFER, 500);
        nowMs += 1_000;
        transfers.tell();
        assertEquals(400, told.get(0).getLong("rate"));
        assertEquals(1_250, told.get(0).getLong("leftMs"));
        assertFalse(told.get(0).containsKey("stands"));
    }

    @Test
    void fileThatIsCutStands() {
        transfers.at(OFFER, 500);
        transfers.over(OFFER);
        assertTrue(told.get(0).getBoolean("stands"));
        transfers.tell();
        assertEquals(1, told.size());
    }

    @Test
    void wholeFileDoesNotStand() {
        transfers.at(OFFER, 1_000);
        transfers.over(OFFER);
        assertEquals(List.of(), told);
    }

    @Test
    void nothingMoreIsToldOfWhatIsOver() {
        transfers.at(OFFER, 500);
        open = false;
        transfers.over(OFFER);
        transfers.at(OFFER, 600);
        transfers.tell();
        assertEquals(List.of(), told);
    }
}
