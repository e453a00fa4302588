package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;

/** A native peer as the wire sees it: lines in and out over pinned TLS, replies by their tags, notices in a queue. */
final class NativeClient {
    private static final int TIMEOUT_S = 20;
    private static final String OWN_TAG = "q";

    // Vert.x closes a client that is collected.
    private final NetClient client;
    private final NetSocket socket;
    private final AtomicInteger lastTag = new AtomicInteger();
    private final Map<String, Promise<String>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> others = new LinkedBlockingQueue<>();
    private final Promise<Void> closed = Promise.promise();
    private final StringBuilder pending = new StringBuilder();
    private volatile String registries = "";
    private volatile SessionCredentials credentials;

    private NativeClient(NetClient client, NetSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> {
            asked.values().forEach(promise -> promise.tryFail("closed"));
            closed.tryComplete();
        });
    }

    /** Connects to loopback and trusts the pin alone. */
    static Future<NativeClient> connect(Vertx vertx, int port, Pin pin) {
        return connect(vertx, port, pin, "127.0.0.1");
    }

    /** Connects from another loopback address. */
    static Future<NativeClient> connect(Vertx vertx, int port, Pin pin, String from) {
        PinnedTrust trust = new PinnedTrust(Optional.of(pin), Clock.systemUTC());
        NetClientOptions options = ClientTls.pinned(trust, TlsEngine.AUTO).setLocalAddress(from);
        NetClient client = vertx.createNetClient(options);
        return client.connect(port, "127.0.0.1").map(socket -> new NativeClient(client, socket));
    }

    private synchronized void receive(Buffer chunk) {
        // Replies in these tests are ASCII, or cut between characters.
        pending.append(chunk.toString(StandardCharsets.UTF_8));
        int end = pending.indexOf("\n");
        while (end >= 0) {
            take(pending.substring(0, end));
            pending.delete(0, end + 1);
            end = pending.indexOf("\n");
        }
    }

    private void take(String line) {
        String tag = line.substring(1, line.indexOf(' '));
        String rest = line.substring(line.indexOf(' ') + 1);
        Promise<String> asker = asked.remove(tag);
        if (asker != null) {
            asker.complete(rest);
        } else if (tag.equals(NativeLine.NOTICE) && rest.startsWith("REGISTRIES ")) {
            registries = rest;
        } else if (tag.equals(NativeLine.NOTICE)) {
            notices.add(rest);
        } else {
            others.add(line);
        }
    }

    /** Asks, and gives the reply without its tag. */
    Future<String> asking(String command) {
        String tag = OWN_TAG + lastTag.incrementAndGet();
        Promise<String> promise = Promise.promise();
        asked.put(tag, promise);
        send("@" + tag + " " + command + "\n");
        return promise.future();
    }

    /** The reply without its tag. */
    String ask(String command) {
        return await(asking(command));
    }

    /** The reply as a value. */
    Reply ask(Request request) {
        return reply(request.command(), ask(spelt(request)));
    }

    /** The request without a tag. */
    static String spelt(Request request) {
        return NativeRequests.print("x", request).print().substring("@x ".length());
    }

    /** What a reply without its tag says. */
    static Reply reply(Command asked, String line) {
        Parsed<Reply> parsed =
                NativeReplies.parse(NativeLine.parse("@x " + line).orElseThrow(), asked);
        if (parsed instanceof Parsed.Valid<Reply> valid) {
            return valid.value();
        }
        throw new AssertionError("no reply to " + asked + ": " + line);
    }

    /** Logs in or resumes, and remembers what came with it. */
    NativeClient enter(String command) {
        String line = ask(command);
        if (reply(Command.LOGIN, line) instanceof Reply.LoggedIn loggedIn) {
            credentials = loggedIn.credentials().orElseThrow();
            return this;
        }
        throw new AssertionError(line);
    }

    /** What the last login brought. */
    SessionCredentials credentials() {
        return credentials;
    }

    /** Sends as it stands, tag and line feed included. */
    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) {
        socket.write(Buffer.buffer(bytes));
    }

    /** The next notice, without its tag; but for those of {@link #registries}. */
    String notice() {
        return next(notices);
    }

    /** What was told last of where the registries are; empty before anything was. */
    String registries() {
        return registries;
    }

    /** Whether no notice has come that was not taken. */
    boolean hasNoNotice() {
        return notices.isEmpty();
    }

    /** The next line, tag included, that answers none of this client's own tags. */
    String line() {
        return next(others);
    }

    private static String next(BlockingQueue<String> queue) {
        try {
            String line = queue.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("nothing came within " + TIMEOUT_S + " s");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The port that the registry sees. */
    int sourcePort() {
        return socket.localAddress().port();
    }

    /** Drops the connection without a word. */
    void drop() {
        await(socket.close());
    }

    /** Waits until the registry has closed the connection. */
    void awaitClosed() {
        await(closed.future());
    }

    boolean isClosed() {
        return closed.future().isComplete();
    }

    void close() {
        await(client.close());
    }
}
