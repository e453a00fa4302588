package org.hobnob.launcher.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;
import org.hobnob.protocol.text.SafeText;

/** {@code %safeEx} in {@code conf/logback.xml}: prints a stack trace without control characters in its messages. */
public final class SafeThrowableConverter extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy throwable) {
        return super.throwableProxyToString(throwable)
                .lines()
                .map(line -> SafeText.of(line.replace("\t", "    ")) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
