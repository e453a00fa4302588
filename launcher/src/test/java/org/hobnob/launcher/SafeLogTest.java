package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.text.SafeText;
import org.junit.jupiter.api.Test;

/** The shipped {@code conf/logback.xml}, as it would print. */
class SafeLogTest {
    private static final String HOSTILE = "title \033]0;owned\007 and \u202Eback\nforged line";

    private static String print(Throwable thrown) throws Exception {
        return print(HOSTILE, thrown);
    }

    private static String print(String heard, Throwable thrown) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("..", "conf", "logback.xml").toFile());
        assertEquals(1, appenders(context), "one way into the log, which is looked at here");
        ConsoleAppender<?> appender =
                (ConsoleAppender<?>) context.getLogger("ROOT").getAppender("STDERR");
        assertEquals("System.err", appender.getTarget());
        LayoutWrappingEncoder<?> encoder = (LayoutWrappingEncoder<?>) appender.getEncoder();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("org.hobnob.X"), Level.WARN, "heard {}", thrown, new Object[] {heard});
        @SuppressWarnings("unchecked") // The appenders of this file are for logging events.
        LayoutWrappingEncoder<ILoggingEvent> typed = (LayoutWrappingEncoder<ILoggingEvent>) encoder;
        return typed.getLayout().doLayout(event);
    }

    private static long appenders(LoggerContext context) {
        long count = 0;
        for (Logger logger : context.getLoggerList()) {
            for (var all = logger.iteratorForAppenders(); all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    /** The protocol's corpus as its vectors have it: backslashes and quotes stand for themselves here. */
    private static List<String> corpus() throws IOException {
        Path vectors = Path.of("..", "protocol", "src", "test", "resources", "vectors", "hostile-text.txt");
        return Files.readAllLines(vectors, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#") && line.contains(" | "))
                .map(line -> Pattern.compile("\\\\u([0-9a-f]{4})")
                        .matcher(line.split(" \\| ")[1].replace("\\n", "\n").replace("\\r", "\r"))
                        .replaceAll(unit ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(unit.group(1), 16)))))
                .toList();
    }

    @Test
    void noTextOfTheCorpusDrawsOrForgesALine() throws Exception {
        for (String text : corpus()) {
            String printed = print(text, null);
            String line = printed.lines().findFirst().orElseThrow();
            assertEquals(1, printed.lines().count(), printed);
            assertEquals(SafeText.of(line), line);
        }
    }

    @Test
    void textFromOthersCannotDrawNorForgeALine() throws Exception {
        String printed = print(null);
        assertEquals(1, printed.lines().count(), printed);
        assertTrue(printed.contains("X: heard title \uFFFD]0;owned\uFFFD and \uFFFDback\uFFFDforged line"), printed);
    }

    @Test
    void messagesOfExceptionsCannotEither() throws Exception {
        String printed = print(new IllegalStateException(HOSTILE));
        assertTrue(printed.contains("java.lang.IllegalStateException: title \uFFFD]0;owned"), printed);
        assertFalse(printed.contains("\033") || printed.contains("\u202E"), printed);
    }
}
