package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.chat.Stored;
import org.junit.jupiter.api.Test;

/** What an engine stores comes back as it was (SPEC 13). */
class ChatRecordsTest {
    @Provide
    Arbitrary<Stored> records() {
        return Arbitraries.oneOf(
                Combinators.combine(Values.users(), Values.logs(), Values.numbers())
                        .as(Stored.Outgoing::new),
                Combinators.combine(
                                Values.users(),
                                Values.logs(),
                                Values.numbers(),
                                Values.ids().list().ofMaxSize(16),
                                Values.numbers())
                        .as(Stored.Incoming::new),
                Combinators.combine(Values.users(), Values.logs(), Values.numbers(), Values.ids(), Values.chatTexts())
                        .as(Stored.Waiting::new),
                Combinators.combine(
                                Values.users(),
                                Values.logs(),
                                Values.numbers(),
                                Values.ids(),
                                Values.chatTexts(),
                                Values.numbers())
                        .as(Stored.Unshown::new));
    }

    @Property(tries = 300)
    void aRecordIsReadAsItWasWritten(@ForAll("records") Stored record) {
        assertEquals(Optional.of(record), ChatRecords.parse(ChatRecords.print(record)));
    }

    @Test
    void malformedRecordIsRefused() {
        String good = "{\"user\":\"omar\",\"kind\":\"outgoing\",\"log\":\"0011223344556677\",\"n\":1}";
        assertEquals(true, ChatRecords.parse(good).isPresent());
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                "null",
                good.replace("omar", "Admin"),
                good.replace("outgoing", "other"),
                good.replace("00112233", ""),
                good.replace("1}", "\"1\"}"),
                good.replace("outgoing", "waiting"))) {
            assertEquals(Optional.empty(), ChatRecords.parse(bad), bad);
        }
    }
}
