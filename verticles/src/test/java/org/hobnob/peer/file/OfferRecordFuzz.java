package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** What a profile remembers of offered files, as texts (SPEC 13). */
public final class OfferRecordFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        OfferRecords.parse(new String(input, StandardCharsets.UTF_8))
                .ifPresent(offer -> assertEquals(Optional.of(offer), OfferRecords.parse(OfferRecords.print(offer))));
    }

    @Override
    public List<byte[]> seeds() {
        Offer offer = new Offer(
                0,
                new MessageId("0f".repeat(16)),
                true,
                new UserName("Dana"),
                new FileHead("work sheet.pdf", 700_001),
                RoomName.of("lab"),
                "/home/dana/work sheet.pdf",
                1_800_000_000_000L,
                40_123,
                OfferState.OFFERED,
                true);
        return List.of(OfferRecords.print(offer).getBytes(StandardCharsets.UTF_8));
    }
}
