package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.exception.RetryableIOException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import java.io.IOException;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.URL;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What members take from each other as serialised Java objects. */
class SerialFilterTest {
    private final InternalSerializationService sender = new DefaultSerializationServiceBuilder().build();
    private final InternalSerializationService member = new DefaultSerializationServiceBuilder()
            .setConfig(new SerializationConfig().setJavaSerializationFilterConfig(SerialFilter.config()))
            .build();

    static Stream<Throwable> failures() {
        return Stream.of(
                new CancellationException("cancelled"),
                new ClosedChannelException(),
                new ConnectException("refused"),
                new ExecutionException(new IllegalStateException("within")),
                new HazelcastInstanceNotActiveException("closing"),
                new IOException("broken"),
                new NullPointerException("null"),
                new OperationTimeoutException("late"),
                new OutOfMemoryError("full"),
                new RetryableHazelcastException("moving"),
                new RetryableIOException("again"),
                new TargetNotMemberException("unknown"),
                new TimeoutException("late"));
    }

    /** Who asks waits for two minutes where the failure is not read. */
    @ParameterizedTest
    @MethodSource("failures")
    void failuresOfMembersAreRead(Throwable failure) {
        failure.addSuppressed(new IOException("suppressed", new RuntimeException("cause")));
        Throwable read = assertInstanceOf(failure.getClass(), member.toObject(sender.toData(failure)));
        assertEquals(failure.getMessage(), read.getMessage());
        assertArrayEquals(failure.getStackTrace(), read.getStackTrace());
        assertEquals("suppressed", read.getSuppressed()[0].getMessage());
    }

    static Stream<Serializable> others() throws IOException {
        Comparator<String> lambda = (Comparator<String> & Serializable) String::compareTo;
        return Stream.of(
                (Serializable) lambda,
                new HashMap<>(Map.of(new URL("http://localhost/"), "looked up")),
                new ArrayList<>(List.of(new URL("http://localhost/"))),
                new IOException("carries", new Carrier()));
    }

    private static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @MethodSource("others")
    void nothingElseIsRead(Serializable object) {
        Data sent = sender.toData(object);
        assertThrows(HazelcastSerializationException.class, () -> member.toObject(sent));
    }
}
