package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.peer.line.LineChannel;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;

/** One TLS connection to the registry, behind its hello. */
final class RegistryClient {
    private static final long ANSWER_MS = 25_000;
    private static final int CONNECT_MS = 10_000;
    private static final int SHORT_CONNECT_MS = 5_000;
    private static final String CLIENT = "hobnob";

    private final NetClient client;
    private final LineChannel channel;
    private final Pin pin;
    private final HostPort at;
    private final String localIp;
    private int keepAlivePort;

    private RegistryClient(NetClient client, LineChannel channel, Pin pin, HostPort at, String localIp) {
        this.at = at;
        this.localIp = localIp;
        this.client = client;
        this.channel = channel;
        this.pin = pin;
        channel.closeListener(client::close);
    }

    /**
     * Connects and says hello.
     *
     * @param at where
     * @param isOneOfSeveral whether another could be tried in its place, so that patience is shorter
     * @param expected the registry's key; empty takes any, and sends it no more than the hello
     * @param notices takes what the registry says unasked
     * @return the line; fails as a {@link PinMismatchException} or as unavailable, with nothing left open
     */
    static Future<RegistryClient> open(
            Vertx vertx,
            PeerSettings settings,
            HostPort at,
            boolean isOneOfSeveral,
            Optional<Pin> expected,
            Consumer<NativeLine> notices) {
        PinnedTrust trust = new PinnedTrust(expected, Clock.systemUTC());
        int connectMs = isOneOfSeveral ? SHORT_CONNECT_MS : CONNECT_MS;
        NetClientOptions tls = ClientTls.pinned(trust, settings.engine())
                .setConnectTimeout(connectMs)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        NetClient client = vertx.createNetClient(tls);
        return client.connect(at.port(), at.host())
                .map(socket -> new RegistryClient(
                        client,
                        new LineChannel(vertx, socket).listener(notices),
                        trust.observed().orElseThrow(),
                        at,
                        socket.localAddress().hostAddress()))
                .compose(line -> line.hello(isOneOfSeveral ? SHORT_CONNECT_MS : ANSWER_MS))
                .onFailure(cause -> client.close())
                .recover(cause -> Future.failedFuture(PinMismatchException.findIn(cause)
                        .<Throwable>map(mismatch -> mismatch)
                        .orElseGet(() -> new RefusalException(Reason.UNAVAILABLE))));
    }

    private Future<RegistryClient> hello(long answerMs) {
        return ask(new Request.Hello(NativeRequests.VERSION, CLIENT), answerMs).map(reply -> {
            if (!(reply instanceof Reply.HelloBack hello)) {
                throw new RefusalException(Reason.UNAVAILABLE);
            }
            keepAlivePort = hello.udpPort();
            return this;
        });
    }

    /** Who is told, once, that the connection is gone. */
    void closeListener(Runnable listener) {
        channel.closeListener(() -> {
            client.close();
            listener.run();
        });
    }

    /** Asks; a refusal is a reply like any other. Fails as unavailable where none comes. */
    Future<Reply> ask(Request request) {
        return ask(request, ANSWER_MS);
    }

    /** @param answerMs how long the answer may take, in milliseconds */
    Future<Reply> ask(Request request, long answerMs) {
        return channel.ask(tag -> NativeRequests.print(tag, request), answerMs)
                .map(line -> reply(line, request.command()));
    }

    private static Reply reply(NativeLine line, Command command) {
        if (NativeReplies.parse(line, command) instanceof Parsed.Valid<Reply> valid) {
            return valid.value();
        }
        throw new RefusalException(Reason.INTERNAL);
    }

    /** Where the registry is. */
    HostPort at() {
        return at;
    }

    /** This machine's address of the connection, as a literal. */
    String localIp() {
        return localIp;
    }

    /** The key that the registry showed. */
    Pin pin() {
        return pin;
    }

    /** The registry's UDP port for keep-alives; 0 where it takes none. */
    int keepAlivePort() {
        return keepAlivePort;
    }

    /** Closes; the close listener hears of it. */
    Future<Void> close() {
        return channel.close();
    }
}
