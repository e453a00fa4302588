package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    private Path again(Path before) throws IOException {
        Offer stopped = new Offer(
                1,
                ID,
                false,
                new UserName("ana"),
                new FileHead("sheet.pdf", 5),
                Optional.empty(),
                before.toString(),
                0,
                1,
                OfferState.STOPPED,
                true);
        return Downloads.place(stopped, folder.resolve("other").toString());
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
