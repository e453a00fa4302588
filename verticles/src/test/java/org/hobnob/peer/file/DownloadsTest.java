package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a file goes that had a place before. */
class DownloadsTest {
    private static final MessageId ID = new MessageId("0a".repeat(16));

    @TempDir
    private Path folder;

    private static Offer offer(String name, long size, String place) {
        return new Offer(
                1,
                ID,
                false,
                new UserName("ana"),
                new FileHead(name, size),
                Optional.empty(),
                place,
                0,
                1,
                place.isEmpty() ? OfferState.OFFERED : OfferState.STOPPED,
                true);
    }

    private Path again(Path before) throws IOException {
        return Downloads.place(
                offer("sheet.pdf", 5, before.toString()),
                folder.resolve("other").toString());
    }

    private Path fresh(String name, long size) throws IOException {
        return Downloads.place(offer(name, size, ""), folder.toString());
    }

    @Test
    void largestFileHasNoSpaceAndLeavesNothing() throws IOException {
        Downloads.NoPlaceException no =
                assertThrows(Downloads.NoPlaceException.class, () -> fresh("huge", FileHead.MAX_SIZE));
        assertEquals("no-space", no.why());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void nameNeverLeadsOutOfTheFolder() throws IOException {
        List<String> told = List.of("../../etc/passwd", "/etc/passwd", "..\\..\\passwd", "a\u001b[2J\n/passwd", "..");
        for (String name : told) {
            assertEquals(folder, fresh(name, 1).getParent(), name);
        }
    }

    @Test
    void longestNameCanBeStored() throws IOException {
        Path place = fresh("ü".repeat(127), 1);
        assertTrue(Files.exists(PartFile.part(place)));
    }

    @Test
    void stoppedFileGoesOnWhereItWas() throws IOException {
        Path before = Files.createDirectory(folder.resolve("first")).resolve("sheet.pdf");
        assertEquals(before, again(before));
    }

    @Test
    void anotherFolderHelpsWhenTheFirstIsGone() throws IOException {
        assertEquals(folder.resolve("other").resolve("sheet.pdf"), again(folder.resolve("first/sheet.pdf")));
    }
}
