package org.hobnob.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.peer.console.screen.Palette;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutputTest {
    private static final String HOSTILE = "title \033]0;owned\007 and \u202Eback\nforged line";
    private static final String SAFE = "title \uFFFD]0;owned\uFFFD and \uFFFDback\uFFFDforged line";

    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("org.hobnob.registry.X");

    LogOutputTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Path file() {
        return folder.resolve("logs").resolve("hobnob.log");
    }

    private void set(boolean isJson, String level) throws IOException {
        new LogOutput(context).set(new LogConfig(level, isJson, Optional.of(file())), true);
    }

    private LoggingEvent event(Level level, Throwable thrown) {
        LoggingEvent event = new LoggingEvent("", log, level, "heard {}", thrown, new Object[] {HOSTILE});
        event.setTimeStamp(0);
        return event;
    }

    private static String plain(LoggingEvent event, boolean colour) {
        return new String(
                new PlainEncoder(new Palette(colour, false), ZoneOffset.UTC).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void plainLineHasTimeLevelSpeakerAndSafeText() {
        assertEquals(
                "1970-01-01 00:00:00.000 WARN  X: heard " + SAFE + System.lineSeparator(),
                plain(event(Level.WARN, null), false));
    }

    @Test
    void linesOnATerminalAreBlueWarningsYellowErrorsRed() {
        assertTrue(plain(event(Level.INFO, null), true).startsWith("\033[34m1970"));
        assertTrue(plain(event(Level.WARN, null), true).startsWith("\033[33m1970"));
        assertTrue(plain(event(Level.ERROR, null), true).startsWith("\033[31m1970"));
        assertEquals(
                plain(event(Level.INFO, null), false).strip(),
                plain(event(Level.INFO, null), true)
                        .replaceAll("\033\\[[0-9]*m", "")
                        .strip());
    }

    @Test
    void jsonLineIsOneObjectWithSafeText() {
        String line = new String(
                new JsonEncoder().encode(event(Level.INFO, new IllegalStateException(HOSTILE))),
                StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count(), line);
        JsonObject json = new JsonObject(line);
        assertEquals("1970-01-01T00:00:00Z", json.getString("time"));
        assertEquals("info", json.getString("level"));
        assertEquals("X", json.getString("logger"));
        assertEquals("heard " + SAFE, json.getString("message"));
        assertTrue(json.getString("trace").startsWith("java.lang.IllegalStateException: title \uFFFD]0;owned"));
        assertFalse(line.contains("\u202E"));
    }

    @Test
    void fileOfTheOwnerIsAppendedTo() throws IOException {
        set(true, "info");
        log.info("one");
        log.debug("not at this level");
        set(false, "debug");
        log.debug("two");
        List<String> lines = Files.readAllLines(file());
        assertEquals("one", new JsonObject(lines.get(0)).getString("message"));
        assertTrue(lines.get(1).endsWith("DEBUG X: two"), lines.get(1));
        assertEquals(2, lines.size());
        assertFalse(lines.get(1).contains("\033"), "no colour in a file");
        assertFalse(OwnerOnly.isOpenToOthers(file()));
    }

    @Test
    void fileThatWasMovedAwayIsOpenedAnew() throws IOException {
        set(false, "info");
        log.info("one");
        Files.move(file(), folder.resolve("rotated"));
        set(false, "info");
        log.info("two");
        assertTrue(Files.readString(file()).endsWith("two" + System.lineSeparator()));
        assertFalse(Files.readString(file()).contains("one"));
    }

    @Test
    void fileThatCannotBeWrittenIsRefusedAndTheLogGoesOn() throws IOException {
        set(false, "info");
        LogConfig folderItself = new LogConfig("info", false, Optional.of(folder));
        assertThrows(IOException.class, () -> new LogOutput(context).set(folderItself, false));
        log.info("still here");
        assertTrue(Files.readString(file()).contains("still here"));
    }

    @Test
    void largeFileIsRotatedAndBounded() throws IOException {
        new LogOutput(context, 10_000).set(new LogConfig("info", false, Optional.of(file())), false);
        String kilobyte = "x".repeat(1_000);
        for (int i = 0; i < 100; i++) {
            log.info(kilobyte);
        }
        for (int i = 1; i <= 5; i++) {
            Path earlier = Path.of(file() + "." + i);
            assertTrue(Files.size(earlier) < 12_000, earlier::toString);
            assertFalse(OwnerOnly.isOpenToOthers(earlier), earlier::toString);
        }
        assertFalse(Files.exists(Path.of(file() + ".6")));
        assertFalse(OwnerOnly.isOpenToOthers(file()));
    }
}
