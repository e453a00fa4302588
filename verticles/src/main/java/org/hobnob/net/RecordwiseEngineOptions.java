package org.hobnob.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/** Vert.x' own way to make TLS contexts, with {@link RecordwiseSslContext} around each. */
final class RecordwiseEngineOptions extends SSLEngineOptions {
    private static final boolean SESSION_CACHE = true;

    private final SslProvider provider;

    RecordwiseEngineOptions(SslProvider provider) {
        this.provider = provider;
    }

    private RecordwiseEngineOptions(RecordwiseEngineOptions other) {
        super(other);
        this.provider = other.provider;
    }

    @Override
    public SSLEngineOptions copy() {
        return new RecordwiseEngineOptions(this);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(provider, SESSION_CACHE) {
            @Override
            public SslContext create() throws SSLException {
                return new RecordwiseSslContext(super.create());
            }
        };
    }
}
