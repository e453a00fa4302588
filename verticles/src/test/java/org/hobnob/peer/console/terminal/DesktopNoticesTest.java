package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hobnob.peer.console.screen.Alert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program that shows notifications; it is not started here. */
@Tag("slow")
class DesktopNoticesTest {
    @Test
    void programForNotificationsTakesTextForNothingElse() {
        assertEquals(
                List.of("notify-send", "--app-name=Hobnob", "--", "-omar", "&lt;b&gt; &amp; \ufffd[31m"),
                DesktopNotices.command("notify-send", new Alert("-omar", "<b> & \u001b[31m")));
    }
}
