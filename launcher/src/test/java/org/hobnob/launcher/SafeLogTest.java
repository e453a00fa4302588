package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped {@code conf/logback.xml}, as it would print. */
class SafeLogTest {
    private static final String HOSTILE = "title \033]0;owned\007 and \u202Eback\nforged line";

    private static String print(Throwable thrown) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("..", "conf", "logback.xml").toFile());
        ConsoleAppender<?> appender =
                (ConsoleAppender<?>) context.getLogger("ROOT").getAppender("STDERR");
        assertEquals("System.err", appender.getTarget());
        LayoutWrappingEncoder<?> encoder = (LayoutWrappingEncoder<?>) appender.getEncoder();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("org.hobnob.X"), Level.WARN, "heard {}", thrown, new Object[] {HOSTILE});
        @SuppressWarnings("unchecked") // The appenders of this file are for logging events.
        LayoutWrappingEncoder<ILoggingEvent> typed = (LayoutWrappingEncoder<ILoggingEvent>) encoder;
        return typed.getLayout().doLayout(event);
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
