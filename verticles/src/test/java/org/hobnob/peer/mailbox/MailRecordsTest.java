package org.hobnob.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 13: the map {@code mail}. */
class MailRecordsTest {
    private static final UserName OMAR = new UserName("omar");
    private static final PutToken TOKEN = PutToken.of("0a".repeat(16)).orElseThrow();

    private static void assertReadAgain(MailRecord record) {
        assertEquals(Optional.of(record), MailRecords.parse(MailRecords.print(record)));
    }

    @Test
    void tokensAreReadAgain() {
        assertReadAgain(new MailRecord.Tokens(OMAR, Optional.of(TOKEN), Optional.empty(), false));
        assertReadAgain(new MailRecord.Tokens(OMAR, Optional.empty(), Optional.of(TOKEN), true));
        assertReadAgain(new MailRecord.Spare(TOKEN));
        assertReadAgain(new MailRecord.Revoked(TOKEN));
    }

    @Test
    void contactOfAnEarlierVersionIsNotBlocked() {
        assertEquals(
                Optional.of(new MailRecord.Tokens(OMAR, Optional.empty(), Optional.of(TOKEN), false)),
                MailRecords.parse(
                        "{\"kind\":\"tokens\",\"user\":\"omar\",\"own\":null,\"theirs\":\"" + TOKEN.reveal() + "\"}"));
    }
}
