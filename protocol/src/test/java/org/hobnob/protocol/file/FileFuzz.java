package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeFetch;

/** What comes over a connection of bytes, what stands beside a part, and names of files (SPEC 16). */
public final class FileFuzz implements FuzzTarget {
    private static final MessageId ID = new MessageId("0a".repeat(16));
    private static final String HASH = "ab".repeat(32);
    private static final FetchFile FETCH = new FetchFile(new UserName("bob"), ID, 7, Optional.of(HASH));

    @Override
    public void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        NativeFetch.parse(text)
                .ifPresent(fetch -> assertEquals(Optional.of(fetch), NativeFetch.parse(NativeFetch.print(fetch))));
        NativeFetch.parseAnswer(text)
                .ifPresent(answer ->
                        assertEquals(Optional.of(answer), NativeFetch.parseAnswer(NativeFetch.print(answer))));
        NativeFetch.parseEnd(text)
                .ifPresent(end -> assertEquals(Optional.of(end), NativeFetch.parseEnd(NativeFetch.print(end))));
        Checkpoints.parse(text).ifPresent(known -> assertEquals(Optional.of(known), Checkpoints.parse(known.print())));
        assertEquals(FileNames.safe(text), FileNames.safe(FileNames.safe(text)));
        stream(input);
    }

    /** No more bytes of a file are told than came. */
    private static void stream(byte[] input) {
        long[] told = new long[1];
        FetchReader reader = new FetchReader(new FetchReader.Sink() {
            @Override
            public void line(String line) {
                assertTrue(line.length() <= input.length);
            }

            @Override
            public void bytes(byte[] chunk, int from, int length) {
                told[0] += length;
            }
        });
        try {
            reader.feed(input);
        } catch (FetchReader.MalformedException documented) {
            // What follows is not read.
        }
        assertTrue(told[0] <= input.length);
    }

    @Override
    public List<byte[]> seeds() {
        String end = NativeFetch.print(new FetchFile.End(Optional.of(HASH)));
        return List.of(
                bytes(NativeFetch.print(FETCH)),
                bytes(NativeFetch.print(FetchFile.Answer.BUSY)),
                bytes(end),
                bytes(Checkpoints.none(ID).with(new Checkpoints.Point(16, HASH)).print()),
                bytes("../.com1 .txt"),
                bytes(NativeFetch.print(FetchFile.Answer.OK) + "\n\0\0\0\3abc\0\0\0\0" + end + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
