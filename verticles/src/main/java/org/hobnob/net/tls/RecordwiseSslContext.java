package org.hobnob.net.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.hobnob.net.gate.Gate;

/**
 * Preserves the boundaries of TLS records, which are the only framing that original clients have. When reading, an
 * engine from {@code newEngine} is unwrapped record by record; the handler that an OpenSSL context would make
 * passes everything that has arrived to its engine and joins the results. When writing, a wrap size of zero keeps
 * Netty from joining writes that wait for the same flush.
 */
final class RecordwiseSslContext extends SslContext {
    private static final int ONE_RECORD_PER_WRITE = 0;

    private final SslContext context;
    private final boolean resuming;
    private final Optional<Entrance> entrance;

    /**
     * @param resuming whether engines know the remote address, by which they find earlier sessions
     * @param entrance what a server's connections must pass
     */
    RecordwiseSslContext(SslContext context, boolean resuming, Optional<Entrance> entrance) {
        this.context = context;
        this.resuming = resuming;
        this.entrance = entrance;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        return context.newEngine(alloc);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
        return resuming ? context.newEngine(alloc, peerHost, peerPort) : context.newEngine(alloc);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls) {
        return newHandler(alloc, startTls, ImmediateExecutor.INSTANCE);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor executor) {
        return recordwise(new SslHandler(newEngine(alloc), startTls, executor));
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls) {
        return newHandler(alloc, peerHost, peerPort, startTls, ImmediateExecutor.INSTANCE);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls, Executor executor) {
        return entrance.filter(one -> !isClient())
                .map(one -> guarded(one, alloc, peerHost, peerPort, startTls, executor))
                .orElseGet(() -> recordwise(new SslHandler(newEngine(alloc, peerHost, peerPort), startTls, executor)));
    }

    /** An engine is made only for a connection that may begin. */
    private SslHandler guarded(
            Entrance one, ByteBufAllocator alloc, String address, int port, boolean startTls, Executor executor) {
        Gate gate = one.gate();
        if (!gate.enter(address)) {
            return new RefusedSslHandler();
        }
        try {
            return recordwise(new GatedSslHandler(newEngine(alloc, address, port), startTls, executor, one, address));
        } catch (RuntimeException e) {
            gate.handshakeEnded(address);
            gate.leave(address);
            throw e;
        }
    }

    @Override
    public boolean isClient() {
        return context.isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return context.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own type in an abstract method: there is no other
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return context.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return context.sessionContext();
    }

    private static SslHandler recordwise(SslHandler handler) {
        handler.setWrapDataSize(ONE_RECORD_PER_WRITE);
        return handler;
    }
}
