package org.hobnob.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.peer.console.screen.Palette;

/**
 * Puts the log where the settings have it, in place of what {@code conf/logback.xml} says for the time before they are read.
 * A file grows to {@value #FILE_BYTES} bytes; then it becomes {@code FILE.1}, that one {@code FILE.2}, up to {@code FILE.5}.
 */
public final class LogOutput {
    private static final String OURS = "org.hobnob";
    private static final String NAME = "OUTPUT";

    /** How large a file becomes. */
    private static final long FILE_BYTES = 10L << 20;

    private static final int EARLIER_FILES = 5;

    private final LoggerContext context;
    private final long fileBytes;

    public LogOutput(LoggerContext context) {
        this(context, FILE_BYTES);
    }

    LogOutput(LoggerContext context, long fileBytes) {
        this.context = context;
        this.fileBytes = fileBytes;
    }

    /**
     * Writes the log so from now on; may be called again, and then opens the file anew.
     *
     * @param isColoured whether stderr leads to a terminal with colours
     * @throws IOException if the file cannot be written; then the log goes where it went
     */
    public void set(LogConfig config, boolean isColoured) throws IOException {
        if (config.file().isPresent()) {
            requireWritable(config.file().get());
        }
        OutputStreamAppender<ILoggingEvent> next =
                config.file().isPresent() ? file(config.file().get()) : stderr();
        boolean isPainted = isColoured && config.file().isEmpty();
        Encoder<ILoggingEvent> encoder = config.isJson()
                ? new JsonEncoder()
                : new PlainEncoder(new Palette(isPainted, false), ZoneId.systemDefault());
        encoder.setContext(context);
        encoder.start();
        next.setEncoder(encoder);
        next.setName(NAME);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // The former one first: two of them must not hold one file.
        root.detachAndStopAllAppenders();
        next.start();
        root.addAppender(next);
        context.getLogger(OURS).setLevel(Level.toLevel(config.level()));
    }

    /** Each file is the owner's alone, those that are begun later too: names and addresses of users are in it. */
    private static final class OwnersFile extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String name) throws IOException {
            OwnerOnly.createFile(Path.of(name));
            super.openFile(name);
        }
    }

    private static void requireWritable(Path file) throws IOException {
        OwnerOnly.createFolders(file.toAbsolutePath().getParent());
        OwnerOnly.createFile(file);
        if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
            throw new IOException("it is no file that can be written");
        }
    }

    private OutputStreamAppender<ILoggingEvent> stderr() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        return appender;
    }

    private OutputStreamAppender<ILoggingEvent> file(Path file) {
        RollingFileAppender<ILoggingEvent> appender = new OwnersFile();
        appender.setContext(context);
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file.toString().replace("%", "\\%") + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(EARLIER_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(fileBytes));
        // At each line: otherwise a file may grow without end for a minute.
        size.setCheckIncrement(Duration.buildByMilliseconds(0));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        return appender;
    }
}
