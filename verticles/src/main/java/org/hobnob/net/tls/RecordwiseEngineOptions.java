package org.hobnob.net.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Makes TLS contexts as Vert.x does, and wraps each in a {@link RecordwiseSslContext}. */
final class RecordwiseEngineOptions extends SSLEngineOptions {
    private final SslProvider provider;
    private final boolean resuming;
    private final Optional<Entrance> entrance;

    /**
     * @param resuming whether later connections to the same address may resume the session of an earlier one
     * @param entrance what a server's connections must pass
     */
    RecordwiseEngineOptions(SslProvider provider, boolean resuming, Optional<Entrance> entrance) {
        this.provider = provider;
        this.resuming = resuming;
        this.entrance = entrance;
    }

    private RecordwiseEngineOptions(RecordwiseEngineOptions other) {
        super(other);
        this.provider = other.provider;
        this.resuming = other.resuming;
        this.entrance = other.entrance;
    }

    @Override
    public SSLEngineOptions copy() {
        return new RecordwiseEngineOptions(this);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(provider, resuming) {
            @Override
            public SslContext create() throws SSLException {
                return new RecordwiseSslContext(super.create(), resuming, entrance);
            }
        };
    }
}
