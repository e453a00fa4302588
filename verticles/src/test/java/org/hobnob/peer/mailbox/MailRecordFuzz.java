package org.hobnob.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** What a profile remembers of mailboxes, as texts (SPEC 13). */
public final class MailRecordFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        MailRecords.parse(new String(input, StandardCharsets.UTF_8))
                .ifPresent(record -> assertEquals(Optional.of(record), MailRecords.parse(MailRecords.print(record))));
    }

    @Override
    public List<byte[]> seeds() {
        String token = "'token':'" + "0a".repeat(16) + "'}";
        String log = "'user':'omar','log':'" + "0f".repeat(8) + "','n':3";
        String posted = "{'kind':'posted'," + log + ",'letters':['" + "0f".repeat(16) + "']}";
        return Stream.of(
                        "{'kind':'spare'," + token,
                        "{'kind':'revoked'," + token,
                        "{'kind':'tokens','user':'omar','theirs':null,'blocked':true,'own':'" + "0a".repeat(16) + "'}",
                        "{'kind':'owed'," + log + "}",
                        posted,
                        "{'kind':'at','keeper':'dana','record':" + posted + "}",
                        "{'kind':'kept-at','user':'omar','keeper':'dana'}",
                        "{'kind':'spent','id':'0a','at':1}")
                .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
