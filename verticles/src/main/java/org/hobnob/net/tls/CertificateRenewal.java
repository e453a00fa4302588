package org.hobnob.net.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificate of a running server valid, also after the machine's clock was set: asked now and then, it issues a
 * new one when that is due. New connections get it; those that are open go on. Belongs to the server's verticle.
 */
public final class CertificateRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

    private final Function<Instant, NodeCertificate> issue;
    private final Clock wall;
    private volatile NodeCertificate current;
    private boolean isRenewing;

    /**
     * Issues the first certificate, which takes some milliseconds.
     *
     * @param issue makes a certificate for a time of day; called on worker threads later
     * @param wall the time of day, which may be wrong and may jump
     */
    public CertificateRenewal(Function<Instant, NodeCertificate> issue, Clock wall) {
        this.issue = issue;
        this.wall = wall;
        current = issue.apply(wall.instant());
    }

    /** The certificate that new connections get. May be called on any thread. */
    public NodeCertificate current() {
        return current;
    }

    /**
     * Renews the certificate if that is due and not under way.
     *
     * @param server a server that presents {@link #current()}
     * @param options the server's; all but the certificate stays as it is
     * @return completes when the server presents a certificate that is not due; if it cannot be renewed, that is logged, and
     *     the next call tries again. Never fails.
     */
    public Future<Void> renewIfDue(Vertx vertx, NetServer server, ServerSSLOptions options) {
        if (isRenewing || !current.isDue(wall.instant())) {
            return Future.succeededFuture();
        }
        return renew(vertx, server, options)
                .onFailure(cause -> LOG.warn("could not renew the certificate; trying again", cause))
                .otherwiseEmpty();
    }

    /**
     * Renews the certificate, due or not.
     *
     * @return completes when the server presents another certificate; fails if it cannot be renewed, and then presents the
     *     one that it has
     */
    public Future<Void> renew(Vertx vertx, NetServer server, ServerSSLOptions options) {
        Instant now = wall.instant();
        isRenewing = true;
        return vertx.executeBlocking(() -> issue.apply(now), false)
                .compose(renewed -> server.updateSSLOptions(options.copy().setKeyCertOptions(renewed.keyCertOptions()))
                        .onSuccess(done -> {
                            current = renewed;
                            LOG.info("renewed the certificate; the new one is valid until {}", renewed.notAfter());
                        }))
                .onComplete(done -> isRenewing = false)
                .<Void>mapEmpty();
    }
}
