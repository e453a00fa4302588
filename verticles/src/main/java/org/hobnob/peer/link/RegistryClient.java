package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.line.LineChannel;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TLS connection to the registry, after the hello. */
final class RegistryClient {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryClient.class);
    private static final long ANSWER_MS = 25_000;
    private static final int CONNECT_MS = 10_000;
    private static final int SHORT_CONNECT_MS = 5_000;
    private static final String CLIENT = "hobnob";

    /**
     * What all connections share.
     *
     * @param signer proves the user's key
     * @param nowMs a monotonic clock, in milliseconds
     */
    record Parts(TlsEngine engine, Signer signer, LongSupplier nowMs) {}

    /** The registry to connect to. */
    record Target(HostPort at, Optional<Pin> expected, boolean isOneOfSeveral) {}

    /** Handles what arrives over a connection. */
    interface Listener {
        /** Called with each line that does not answer a request. */
        void heard(NativeLine line);

        /** Called once when the connection has closed, even if there was no hello. */
        void closed();
    }

    /** Never read, but held: Vert.x closes a client that nobody holds, and its connections with it. */
    @SuppressWarnings("UnusedVariable")
    private final NetClient client;

    private final LineChannel channel;
    private final HostPort at;
    private final String localIp;
    private final LoginProver prover;
    private final int keepAlivePort;
    private final Capabilities caps;
    private final OptionalLong clockAheadMs;

    private RegistryClient(
            NetClient client,
            LineChannel channel,
            HostPort at,
            String localIp,
            LoginProver prover,
            Reply.HelloBack hello) {
        this.client = client;
        this.channel = channel;
        this.at = at;
        this.localIp = localIp;
        this.prover = prover;
        keepAlivePort = hello.udpPort();
        caps = hello.caps();
        clockAheadMs = hello.timeMs().isPresent()
                ? OptionalLong.of(hello.timeMs().getAsLong() - System.currentTimeMillis())
                : OptionalLong.empty();
        prover.heard(hello);
    }

    /**
     * Connects and exchanges the hello.
     *
     * @param target the registry; without an expected key, any key is accepted but nothing more than the hello is
     *     sent; if it is one of several, timeouts are shorter, because another can be tried instead
     * @return the connection; fails with a {@link PinMismatchException} or with {@code UNAVAILABLE}, and leaves
     *     nothing open
     */
    static Future<RegistryClient> open(Vertx vertx, Parts parts, Target target, Listener listener) {
        PinnedTrust trust = new PinnedTrust(target.expected(), Clock.systemUTC());
        int connectMs = target.isOneOfSeveral() ? SHORT_CONNECT_MS : CONNECT_MS;
        NetClientOptions tls = ClientTls.pinned(trust, parts.engine())
                .setConnectTimeout(connectMs)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        NetClient client = vertx.createNetClient(tls);
        HostPort at = target.at();
        return client.connect(at.port(), at.host())
                .compose(socket -> {
                    LineChannel channel = new LineChannel(vertx, socket, owner(client, listener));
                    String localIp = socket.localAddress().hostAddress();
                    LoginProver prover = LoginProver.of(trust, parts.signer(), parts.nowMs());
                    return hello(channel, target.isOneOfSeveral() ? SHORT_CONNECT_MS : ANSWER_MS)
                            .map(hello -> new RegistryClient(client, channel, at, localIp, prover, hello));
                })
                .onFailure(cause -> client.close())
                .onFailure(cause -> tellRefusedCertificate(at, cause))
                .recover(cause -> Future.failedFuture(PinMismatchException.findIn(cause)
                        .<Throwable>map(mismatch -> mismatch)
                        .orElseGet(() -> new RefusalException(Reason.UNAVAILABLE))));
    }

    /** Others than the one with another key, which is told to the user. */
    private static void tellRefusedCertificate(HostPort at, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException && !(cause instanceof PinMismatchException)) {
                LOG.warn("not connected to {}: {}", at, cause.getMessage());
                return;
            }
        }
    }

    private static LineChannel.Owner owner(NetClient client, Listener listener) {
        return new LineChannel.Owner() {
            @Override
            public void heard(NativeLine line) {
                listener.heard(line);
            }

            @Override
            public void closed() {
                client.close();
                listener.closed();
            }
        };
    }

    private static Future<Reply.HelloBack> hello(LineChannel channel, long answerMs) {
        return ask(channel, new Request.Hello(NativeRequests.VERSION, CLIENT), answerMs)
                .map(reply -> {
                    if (!(reply instanceof Reply.HelloBack hello)) {
                        throw new RefusalException(Reason.UNAVAILABLE);
                    }
                    return hello;
                });
    }

    /**
     * Sends a request that begins a session, with a proof of the key that it names if the registry takes proofs; says hello
     * again first if the challenge is used or too old. A refusal is a reply like any other.
     */
    Future<Reply> begin(Request.Opening request) {
        if (!caps.has(Capabilities.PROOF) || request.whereabouts().key().isEmpty()) {
            return ask(request);
        }
        return prover.prove(request)
                .map(this::ask)
                .orElseGet(() -> hello(channel, ANSWER_MS).compose(hello -> {
                    prover.heard(hello);
                    return prover.prove(request)
                            .map(this::ask)
                            .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.INTERNAL)));
                }));
    }

    /** Sends a request; a refusal is a reply like any other. Fails with {@code UNAVAILABLE} if no reply arrives. */
    Future<Reply> ask(Request request) {
        return ask(request, ANSWER_MS);
    }

    /** @param answerMs how long to wait for the reply, in milliseconds */
    Future<Reply> ask(Request request, long answerMs) {
        return ask(channel, request, answerMs);
    }

    private static Future<Reply> ask(LineChannel channel, Request request, long answerMs) {
        return channel.ask(tag -> NativeRequests.print(tag, request), answerMs)
                .map(line -> reply(line, request.command()));
    }

    /** A reply that cannot be read counts as a fault of the registry, or as one of a later version. */
    private static Reply reply(NativeLine line, Command command) {
        Parsed<Reply> parsed = NativeReplies.parse(line, command);
        if (parsed instanceof Parsed.Valid<Reply> valid) {
            return valid.value();
        }
        boolean isLater = parsed instanceof Parsed.Invalid<Reply> invalid && invalid.reason() == Reason.LATER_VERSION;
        throw new RefusalException(isLater ? Reason.LATER_VERSION : Reason.INTERNAL);
    }

    /** Returns the address of the registry. */
    HostPort at() {
        return at;
    }

    /** Returns the local IP address of the connection, as a literal. */
    String localIp() {
        return localIp;
    }

    /** Returns the key that the registry proved. */
    Pin pin() {
        return prover.pin();
    }

    /** Returns how far the registry's clock was ahead of this machine's at the hello; empty if it did not tell. */
    OptionalLong clockAheadMs() {
        return clockAheadMs;
    }

    /** Returns what the registry can do; nothing if it is an earlier one. */
    Capabilities caps() {
        return caps;
    }

    /** Returns the registry's UDP port for keep-alives; 0 if it takes none. */
    int keepAlivePort() {
        return keepAlivePort;
    }

    /** Closes the connection; the listener is told when it has closed. */
    Future<Void> close() {
        return channel.close();
    }
}
