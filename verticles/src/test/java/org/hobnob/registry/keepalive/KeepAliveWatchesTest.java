package org.hobnob.registry.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is silent while the socket loses datagrams, by a hand clock and a hand counter. */
class KeepAliveWatchesTest {
    private static final SessionId ORIGINAL = SessionId.ofBits(1);
    private static final SessionId NATIVE = SessionId.ofBits(2);
    private static final InetSocketAddress HOME = new InetSocketAddress("10.0.0.7", 4_000);
    private static final long NS_PER_MS = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private long nowNs;
    private OptionalLong drops = OptionalLong.of(7);
    private KeepAliveWatches watches;

    private final class Told implements KeepAliveWatches.Outbox {
        @Override
        public void send(byte[] datagram, InetSocketAddress to) {
            told.add("sent");
        }

        @Override
        public void probe(SessionId session) {
            told.add("probe " + session.bits());
        }

        @Override
        public void end(UserName user, SessionId session) {
            told.add("end " + session.bits());
        }
    }

    @BeforeEach
    void watch() {
        watches = new KeepAliveWatches(Patience.DEFAULT, () -> nowNs, new Told());
        watches.sample(drops);
        watches.watch(new Watch(new UserName("kareem"), ORIGINAL, "10.0.0.7", Optional.empty()));
    }

    private void watchNative() {
        Optional<KeepAliveKey> key = Optional.of(KeepAliveKey.of(new byte[KeepAliveKey.BYTES]));
        watches.watch(new Watch(new UserName("dana"), NATIVE, "10.0.0.8", key));
    }

    /** Lets time pass; the socket loses a datagram in each half second if it is losing. */
    private void pass(long ms, boolean isLosing) {
        for (long at = 0; at < ms; at += 100) {
            nowNs += 100 * NS_PER_MS;
            if (at % 500 == 0) {
                drops = isLosing && drops.isPresent() ? OptionalLong.of(drops.getAsLong() + 1) : drops;
                watches.sample(drops);
            }
            watches.tick();
        }
    }

    private void bare() {
        watches.receive(ByteBuffer.wrap("KEEP_ALIVE Kareem".getBytes(StandardCharsets.US_ASCII)), HOME);
    }

    @Test
    void originalUserIsOfflineAfterThreeSeconds() {
        pass(2_900, false);
        assertEquals(List.of(), told);
        pass(300, false);
        assertEquals(List.of("end 1"), told);
    }

    @Test
    void originalUserMaySayNothingWhileDatagramsAreLost() {
        pass(20_000, true);
        assertEquals(List.of(), told);
        bare();
        pass(20_000, true);
        assertEquals(List.of(), told, "30 s from the latest sign of life");
    }

    @Test
    void originalUserIsOfflineAfterThirtySecondsInAnyCase() {
        pass(29_900, true);
        assertEquals(List.of(), told);
        pass(300, true);
        assertEquals(List.of("end 1"), told);
    }

    @Test
    void threeSecondsWithoutLossesEndTheRespite() {
        pass(10_000, true);
        pass(2_900, false);
        assertEquals(List.of(), told);
        pass(3_200, false);
        assertEquals(List.of("end 1"), told);
    }

    @Test
    void unknownLossesAreNone() {
        drops = OptionalLong.empty();
        pass(3_200, true);
        assertEquals(List.of("end 1"), told);
    }

    @Test
    void nativeUserIsProbedWhileDatagramsAreLost() {
        watches.forget(ORIGINAL);
        watchNative();
        pass(3_200, true);
        assertEquals(List.of("probe 2"), told);
        watches.alive(NATIVE);
        pass(2_900, true);
        assertEquals(List.of("probe 2"), told, "the answer over TLS counts");
        pass(2_400, true);
        assertEquals(List.of("probe 2", "probe 2", "end 2"), told, "silence over TLS is no loss of datagrams");
    }

    @Test
    void stallOfTheProcessIsNoSilence() {
        pass(25_000, true);
        nowNs += 60_000 * NS_PER_MS;
        watches.tick();
        pass(4_000, true);
        assertEquals(List.of(), told);
        pass(1_300, true);
        assertEquals(List.of("end 1"), told);
    }
}
