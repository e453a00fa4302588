package org.hobnob.launcher.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.Peer;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.HostPort;

/** A running peer that is connected to its registry, whose key may not be trusted yet. */
public final class PeerStart implements AutoCloseable {
    private static final long PATIENCE_S = 30;

    private final Vertx vertx;
    private final Peer peer;
    private final HostPort address;
    private final Pin seen;

    private PeerStart(Vertx vertx, Peer peer, HostPort address, Pin seen) {
        this.vertx = vertx;
        this.peer = peer;
        this.address = address;
        this.seen = seen;
    }

    /**
     * Starts a peer and connects it to the first registry that answers.
     *
     * @param console serves {@code peer.console}
     * @param values say whether a history is kept
     * @throws UserFacingException if no registry answers, or its key is not the trusted one
     * @throws ListenRefusedException if the port for other peers cannot be opened
     */
    static PeerStart open(Target target, PeerSettings settings, VerticleBase console, PeerValues values) {
        return open(target, settings, console, values, new VertxOptions());
    }

    private static PeerStart open(
            Target target, PeerSettings settings, VerticleBase console, PeerValues values, VertxOptions options) {
        HostPort address = target.registries().get(0);
        Vertx vertx = SizedReceiveTransport.vertx(options).build();
        try {
            Peer peer = await(explained(Peer.start(vertx, settings, console, values), settings));
            Peer.SeenKey seen = seen(target, settings, peer);
            return new PeerStart(vertx, peer, seen.at().orElse(address), seen.pin());
        } catch (RuntimeException e) {
            await(vertx.close());
            throw e;
        }
    }

    /**
     * Starts a peer and connects it to its registry, whose key is among the settings.
     *
     * @param console serves {@code peer.console}
     * @param options of the peer's Vert.x
     * @throws UserFacingException if no registry answers, or its key is another one
     */
    public static PeerStart of(PeerSettings settings, VerticleBase console, PeerValues values, VertxOptions options) {
        Target target = Target.of(settings.registries().addresses(), Target.Source.NAMED);
        PeerStart start = open(target, settings, console, values, options);
        start.trust();
        return start;
    }

    /** Says which option to change, if a peer that starts cannot open the port for others. */
    static Future<Peer> explained(Future<Peer> starting, PeerSettings settings) {
        String host = settings.network().choice().address().getHostAddress();
        return starting.recover(cause -> Future.failedFuture(
                cause instanceof SocketException
                        ? new ListenRefusedException(
                                "TCP", host, settings.network().directPort(), "--direct-port", cause)
                        : cause));
    }

    private static Peer.SeenKey seen(Target target, PeerSettings settings, Peer peer) {
        HostPort address = target.registries().get(0);
        Peer.SeenKey key;
        try {
            key = await(peer.connect());
        } catch (RefusalException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK,
                    "no registry answers at " + address + ": start one (hobnob registry), or correct the address",
                    e);
        }
        if (key.mismatch()) {
            throw new UserFacingException(
                    ExitCode.UNTRUSTED_KEY,
                    "the registry at " + address + " shows the key " + key.pin() + ", and "
                            + settings.registries().pin().map(Pin::toString).orElse("none")
                            + " " + target.source().expectation()
                            + ", so nothing was sent: ask whoever runs it; if its key"
                            + " did change, give the new one by --pin");
        }
        return key;
    }

    /** The address of the registry that answered. */
    HostPort address() {
        return address;
    }

    /** The key that the registry presented. */
    Pin seen() {
        return seen;
    }

    /** Records that key as trusted for the registry. */
    void trust() {
        await(peer.trust(seen));
    }

    /**
     * Blocks until the future completes.
     *
     * @throws UserFacingException if it takes too long
     */
    public static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UserFacingException(ExitCode.NETWORK, "no answer in " + PATIENCE_S + " s; try again", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
