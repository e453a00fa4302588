package org.hobnob.peer.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.mailbox.keeper.KeptRecord;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** What a keeper stores of its friends' mailboxes, as texts. */
public final class KeptRecordFuzz implements FuzzTarget {
    private static final UserName DANA = new UserName("dana");
    private static final MessageId ID = new MessageId("0a".repeat(16));

    @Override
    public void parse(byte[] input) {
        KeptRecords.parse(new String(input, StandardCharsets.UTF_8))
                .ifPresent(record -> assertEquals(Optional.of(record), KeptRecords.parse(KeptRecords.print(record))));
    }

    @Override
    public List<byte[]> seeds() {
        Optional<String> hash = Optional.of("0b".repeat(16));
        Box box = new Box(
                DANA,
                List.of(new Box.Entry(ID, 1, 100, hash, Optional.empty()), new Box.Entry(ID, 2, 9, hash, hash)),
                List.of(new Box.Allowed("0b".repeat(16), 3)),
                7);
        List<Prekey> prekeys = first("prekeys.txt")
                .flatMap(bytes -> Prekey.parse(bytes).stream())
                .toList();
        PublicKey key = new PublicKey("0c".repeat(32));
        Stream<KeptRecord> letters = first("letters.txt")
                .flatMap(bytes -> Letter.parse(bytes).stream())
                .map(letter -> new KeptRecord.OfLetter(new StoredLetter(ID, 1, letter)));
        Stream<String> broken = Stream.of(
                "{\"kind\":\"box\",\"user\":\"dana\",\"letters\":[null],\"tokens\":[],\"version\":1}",
                "{\"kind\":\"box\",\"user\":\"dana\",\"letters\":null,\"version\":1}",
                "null");
        Stream<KeptRecord> good = Stream.concat(
                Stream.of(
                        new KeptRecord.OfBox(box),
                        new KeptRecord.OfShelf(PrekeyShelf.empty(DANA, key)),
                        new KeptRecord.OfShelf(
                                new PrekeyShelf(DANA, key, prekeys.stream().findFirst(), prekeys, 2))),
                letters);
        return Stream.concat(good.map(KeptRecords::print), broken)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Stream<byte[]> first(String vectors) {
        return Vectors.read(vectors, 3).stream()
                .limit(2)
                .map(row -> HexFormat.of().parseHex(row.column(1)));
    }
}
