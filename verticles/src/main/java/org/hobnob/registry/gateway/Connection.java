package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.tls.ShownCertificate;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.OriginalDialect;
import org.hobnob.protocol.wire.Parsed;

/**
 * A client's connection: detects the dialect from the first byte, answers requests one at a time and in order, and passes
 * notices on. A misbehaving client harms only its own connection.
 */
final class Connection implements Client {
    private static final byte NATIVE_MARK = '@';
    private static final int MAX_OUTSTANDING = 32;
    private static final int MAX_UNSENT_BYTES = 256 * 1024;
    private static final long ALIVE_INTERVAL_NS = 500_000_000L;

    private final NetSocket socket;
    private final ConnectionOwner owner;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final OpenChallenge challenge = new OpenChallenge();
    private final Queue<Supplier<Future<Void>>> waiting = new ArrayDeque<>();
    private Optional<ClientEndpoint> endpoint = Optional.empty();
    private Optional<ConnectionLogin> login = Optional.empty();
    private boolean busy;
    private boolean closed;
    private long lastAliveNs = Long.MIN_VALUE;

    Connection(NetSocket socket, ConnectionOwner owner) {
        this.socket = socket;
        this.owner = owner;
        socket.setWriteQueueMaxSize(MAX_UNSENT_BYTES);
        socket.exceptionHandler(cause -> owner.troubled(this, cause));
        socket.closeHandler(done -> closed());
        socket.handler(this::receive);
    }

    @Override
    public Optional<ConnectionLogin> login() {
        return login;
    }

    /** Known once the first byte has arrived. */
    @Override
    public ClientEndpoint endpoint() {
        return endpoint.orElseThrow();
    }

    /** The user, or the remote address if nobody is logged in; for log messages. */
    String name() {
        return login.map(own -> own.user().shown())
                .orElseGet(() -> socket.remoteAddress().toString());
    }

    private void receive(Buffer chunk) {
        if (endpoint.isEmpty()) {
            recognise(chunk.getByte(0));
        }
        byte[] bytes = chunk.getBytes();
        if (endpoint().dialect() == DialectName.NATIVE) {
            framer.feed(bytes).forEach(frame -> enqueue(() -> answerNative(frame)));
        } else {
            OriginalDialect.reads(bytes).forEach(message -> enqueue(() -> answerOriginal(message)));
        }
    }

    private void recognise(byte first) {
        DialectName dialect = first == NATIVE_MARK ? DialectName.NATIVE : DialectName.ORIGINAL;
        endpoint = Optional.of(ClientEndpoint.of(dialect, socket));
        if (dialect == DialectName.ORIGINAL) {
            if (owner.speaksOriginal()) {
                write(OriginalDialect.GREETING);
            } else {
                socket.close();
            }
        }
    }

    private void enqueue(Supplier<Future<Void>> work) {
        waiting.add(work);
        if (waiting.size() >= MAX_OUTSTANDING) {
            socket.pause();
        }
        next();
    }

    /** A loop instead of recursion, so that requests answered immediately do not grow the stack. */
    private void next() {
        while (!busy && !closed && !waiting.isEmpty()) {
            busy = true;
            Future<Void> work = waiting.remove().get();
            if (work.isComplete()) {
                busy = false;
            } else {
                work.onComplete(done -> {
                    busy = false;
                    next();
                });
            }
        }
        if (waiting.size() < MAX_OUTSTANDING / 2) {
            resumeWhenRead();
        }
    }

    /** Reads no more requests from a client that does not read its answers. */
    private void resumeWhenRead() {
        if (closed) {
            return;
        }
        if (socket.writeQueueFull()) {
            socket.pause();
            socket.drainHandler(drained -> socket.resume());
        } else {
            socket.resume();
        }
    }

    private Future<Void> answerNative(Frame frame) {
        if (frame instanceof Frame.Rejected rejected) {
            reply(rejected.tag(), new Reply.Refused(Command.UNKNOWN, rejected.reason()));
            return Future.succeededFuture();
        }
        String text = ((Frame.Line) frame).text();
        String tag = NativeLine.tagOf(text);
        Parsed<Request> parsed = NativeLine.parse(text)
                .map(NativeRequests::parse)
                .orElseGet(() -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED));
        return answer(parsed).onSuccess(reply -> reply(tag, reply)).mapEmpty();
    }

    private void reply(String tag, Reply reply) {
        write(NativeReplies.print(tag, reply).print() + "\n");
    }

    private Future<Void> answerOriginal(byte[] message) {
        Optional<Parsed<Request>> parsed = OriginalDialect.parse(message);
        if (parsed.isEmpty()) {
            return Future.succeededFuture();
        }
        return answer(parsed.get())
                .onSuccess(reply -> {
                    if (reply instanceof Reply.LoggedOut) {
                        socket.close();
                    } else {
                        OriginalDialect.print(reply).ifPresent(this::write);
                    }
                })
                .mapEmpty();
    }

    /** Answers a parsed request; never fails. */
    private Future<Reply> answer(Parsed<Request> parsed) {
        showLife();
        if (parsed instanceof Parsed.Invalid<Request> invalid) {
            return Future.succeededFuture(new Reply.Refused(invalid.command(), invalid.reason()));
        }
        Request request = ((Parsed.Valid<Request>) parsed).value();
        return owner.answer(request, this).recover(cause -> Future.succeededFuture(refused(request.command(), cause)));
    }

    private static Reply refused(Command command, Throwable cause) {
        RefusalException refusal = BusFailures.asRefusal(cause);
        return new Reply.Refused(command, refusal.reason(), refusal.waitMs());
    }

    /**
     * Any request is a sign of life. Original sessions have strict timeouts, so each request is reported; for native
     * sessions one report per interval suffices.
     */
    private void showLife() {
        long nowNs = owner.nanoTime();
        boolean due = endpoint().dialect() == DialectName.ORIGINAL
                || lastAliveNs == Long.MIN_VALUE
                || nowNs - lastAliveNs > ALIVE_INTERVAL_NS;
        if (login.isPresent() && due) {
            lastAliveNs = nowNs;
            owner.alive(login.get());
        }
    }

    @Override
    public Challenge drawChallenge() {
        return challenge.draw(owner.nanoTime());
    }

    @Override
    public Optional<LoginProof.Binding> takeBinding() {
        return challenge
                .take(owner.nanoTime())
                .flatMap(taken -> ShownCertificate.byServer(socket.sslSession())
                        .map(shown -> new LoginProof.Binding(
                                new Fingerprint(shown.pin().hex()), new Fingerprint(shown.leaf()), taken)));
    }

    @Override
    public boolean logIn(ConnectionLogin opened) {
        if (closed) {
            return false;
        }
        login = Optional.of(opened);
        return true;
    }

    @Override
    public void logOut() {
        login = Optional.empty();
    }

    /** A client that does not read its notices is disconnected. */
    @Override
    public void tell(Notice notice) {
        if (endpoint().dialect() != DialectName.NATIVE || closed) {
            return;
        }
        if (socket.writeQueueFull()) {
            owner.troubled(this, new IllegalStateException("does not read its notices"));
            socket.close();
            return;
        }
        write(NativeNotices.print(notice).print() + "\n");
    }

    private void write(String text) {
        if (!closed) {
            socket.write(Buffer.buffer(text, StandardCharsets.UTF_8.name()));
        }
    }

    @Override
    public Future<Void> close() {
        return socket.close();
    }

    private void closed() {
        closed = true;
        waiting.clear();
        owner.closed(this);
    }
}
