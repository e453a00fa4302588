package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.hobnob.net.gate.Gate;
import org.junit.jupiter.api.Test;

/** What a connection costs before its gate has decided. */
class RefusedConnectionTest {
    private static final String ADDRESS = "10.0.0.1";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair IDENTITY = P256.generate(RANDOM);

    private final List<String> events = new ArrayList<>();
    private boolean opens;
    private boolean fails;

    private final Gate gate = new Gate() {
        @Override
        public boolean enter(String address) {
            events.add("enter " + address);
            return opens;
        }

        @Override
        public void handshakeEnded(String address) {
            events.add("ended");
        }

        @Override
        public void leave(String address) {
            events.add("left");
        }
    };

    private EmbeddedChannel connect() throws SSLException {
        X509Certificate certificate = NodeCertificate.identityCertificate(IDENTITY, Instant.now(), RANDOM);
        SslContext real =
                SslContextBuilder.forServer(IDENTITY.getPrivate(), certificate).build();
        SslContext counting = new DelegatingSslContext(real) {
            @Override
            protected void initEngine(SSLEngine engine) {
                events.add("engine");
                if (fails) {
                    throw new IllegalStateException("planted");
                }
            }
        };
        SslContext context =
                new RecordwiseSslContext(counting, false, Optional.of(Entrance.of(gate, Entrance.Reads.LITTLE)));
        SslHandler handler = context.newHandler(ByteBufAllocator.DEFAULT, ADDRESS, 1);
        return new EmbeddedChannel(handler);
    }

    @Test
    void refusedConnectionIsClosedWithoutAnEngine() throws SSLException {
        EmbeddedChannel channel = connect();
        assertFalse(channel.isOpen());
        assertEquals(List.of("enter " + ADDRESS), events);
        assertEquals(0, channel.outboundMessages().size());
    }

    @Test
    void admittedConnectionLeavesOnce() throws SSLException {
        opens = true;
        EmbeddedChannel channel = connect();
        assertTrue(channel.isOpen());
        channel.close();
        channel.runPendingTasks();
        assertEquals(List.of("enter " + ADDRESS, "engine", "left", "ended"), events);
    }

    @Test
    void connectionWhoseEngineFailsLeavesToo() {
        opens = true;
        fails = true;
        assertThrows(IllegalStateException.class, this::connect);
        assertEquals(List.of("enter " + ADDRESS, "engine", "ended", "left"), events);
    }
}
