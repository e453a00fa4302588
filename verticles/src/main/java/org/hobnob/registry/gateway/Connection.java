package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.SocketControl;
import org.hobnob.net.tls.ShownCertificate;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.OriginalDialect;
import org.hobnob.protocol.wire.Parsed;
import org.hobnob.registry.door.ConnectionTimes;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.RequestBudgets.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: detects the dialect from the first byte, has a {@link Dialogue} answer requests, and passes notices
 * on. A misbehaving client harms only its own connection.
 */
final class Connection implements Client {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final byte NATIVE_MARK = '@';
    private static final int MAX_UNSENT_BYTES_OF_STRANGER = 32 * 1024;
    private static final int MAX_UNSENT_BYTES = 256 * 1024;

    private final NetSocket socket;
    private final ConnectionOwner owner;
    private final ConnectionTimes times;
    private final String address;
    private final OpenChallenge challenge = new OpenChallenge();
    private Optional<ClientEndpoint> endpoint = Optional.empty();
    private Optional<Dialogue> dialogue = Optional.empty();
    private Optional<ConnectionLogin> login = Optional.empty();
    private boolean reading = true;
    private boolean closed;

    Connection(NetSocket socket, ConnectionOwner owner, ConnectionTimes times) {
        this.socket = socket;
        this.owner = owner;
        this.times = times;
        address = socket.remoteAddress().hostAddress();
        socket.setWriteQueueMaxSize(MAX_UNSENT_BYTES_OF_STRANGER);
        socket.exceptionHandler(cause -> owner.troubled(this, cause));
        socket.closeHandler(done -> closed());
        socket.drainHandler(done -> drained());
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

    /** The client's IP address, as a literal. */
    String address() {
        return address;
    }

    /** The user, or the remote address if nobody is logged in; for log messages. */
    String name() {
        return login.map(own -> own.user().shown())
                .orElseGet(() -> socket.remoteAddress().toString());
    }

    private void receive(Buffer chunk) {
        times.received(owner.nanoTime());
        if (endpoint.isEmpty()) {
            recognise(chunk.getByte(0));
        }
        if (!closed) {
            dialogue.orElseThrow().receive(chunk.getBytes());
        }
    }

    private void recognise(byte first) {
        boolean isOriginal = first != NATIVE_MARK;
        endpoint = Optional.of(ClientEndpoint.of(isOriginal ? DialectName.ORIGINAL : DialectName.NATIVE, socket));
        dialogue = Optional.of(new Dialogue(isOriginal ? new OriginalSpeech() : new NativeSpeech(), new Side()));
        times.recognised(isOriginal, owner.nanoTime());
        if (isOriginal && owner.speaksOriginal()) {
            write(OriginalDialect.GREETING);
        } else if (isOriginal) {
            closed = true;
            socket.close();
        }
    }

    private void drained() {
        times.drained();
        dialogue.ifPresent(Dialogue::goOn);
    }

    /** What the dialogue needs from this connection. */
    private final class Side implements Dialogue.Side {
        @Override
        public boolean isReady() {
            return !closed && !socket.writeQueueFull();
        }

        @Override
        public void read(boolean more) {
            if (closed || more == reading) {
                return;
            }
            reading = more;
            if (more) {
                SocketControl.resume(socket);
            } else {
                SocketControl.pause(socket);
            }
        }

        @Override
        public Verdict charge(Cost cost) {
            return owner.charge(Connection.this, cost);
        }

        @Override
        public boolean chargeNonsense() {
            return owner.chargeNonsense(Connection.this);
        }

        @Override
        public void later(long afterNs, Runnable action) {
            owner.later(afterNs, () -> {
                if (!closed) {
                    action.run();
                }
            });
        }

        @Override
        public void inTurn(Turns.Work work) {
            owner.inTurn(Connection.this, () -> closed ? Future.succeededFuture() : work.begin());
        }

        @Override
        public Future<Reply> answer(Parsed<Request> parsed) {
            // Any request is a sign of life.
            login.ifPresent(owner::alive);
            if (parsed instanceof Parsed.Invalid<Request> invalid) {
                return Future.succeededFuture(new Reply.Refused(invalid.command(), invalid.reason()));
            }
            Request request = ((Parsed.Valid<Request>) parsed).value();
            return owner.answer(request, Connection.this)
                    .recover(cause -> Future.succeededFuture(refused(request.command(), cause)));
        }

        @Override
        public void send(Reply reply, Optional<String> spelt) {
            spelt.ifPresent(Connection.this::write);
            if (reply instanceof Reply.LoggedOut && endpoint().dialect() == DialectName.ORIGINAL) {
                socket.close();
            }
        }

        @Override
        public void sentNonsense() {
            owner.sentNonsense(Connection.this);
            breakOff();
        }

        @Override
        public void faulted(Command command, Throwable cause) {
            LOG.error("fault in {}", command, cause);
        }
    }

    private static Reply refused(Command command, Throwable cause) {
        RefusalException refusal = BusFailures.asRefusal(cause);
        return new Reply.Refused(command, refusal.reason(), refusal.waitMs(), refusal.particulars());
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
        times.loggedIn(owner.nanoTime());
        socket.setWriteQueueMaxSize(MAX_UNSENT_BYTES);
        return true;
    }

    @Override
    public void logOut() {
        login = Optional.empty();
        times.loggedOut(owner.nanoTime());
    }

    /** A client that does not read its notices is disconnected. */
    @Override
    public void tell(Notice notice) {
        if (endpoint().dialect() != DialectName.NATIVE || closed) {
            return;
        }
        if (socket.writeQueueFull()) {
            owner.troubled(this, new IllegalStateException("does not read its notices"));
            breakOff();
            return;
        }
        write(NativeNotices.print(notice).print() + "\n");
    }

    /** Tells a client that is logged in that the registry stops, and hears nothing more of what it asks. */
    void sayGoodbye() {
        tell(Notice.SessionEnded.of(SessionEnd.SHUTDOWN));
        // A socket that is closed before what came was read is reset, and the goodbye is lost with it.
        socket.handler(unheard -> {});
        socket.resume();
    }

    private void write(String text) {
        if (closed) {
            return;
        }
        times.writing(owner.nanoTime());
        socket.write(Buffer.buffer(text, StandardCharsets.UTF_8.name()))
                .onComplete(done -> times.written(owner.nanoTime()));
        if (socket.writeQueueFull()) {
            times.full(owner.nanoTime());
        }
    }

    /** What the client should have done by now; empty if nothing. */
    Optional<ConnectionTimes.Overdue> overdue(long nowNs, long firstByteMs) {
        return closed ? Optional.empty() : times.overdue(nowNs, firstByteMs);
    }

    /** Whether it is open and has sent nothing so far. */
    boolean isSilent() {
        return !closed && times.isSilent();
    }

    @Override
    public Future<Void> close() {
        return socket.close();
    }

    /** Closes the connection of a client that breaks the protocol or a limit at once; it is told so if it reads. */
    void breakOff() {
        if (login.isPresent() && endpoint().dialect() == DialectName.NATIVE) {
            write(NativeNotices.print(Notice.SessionEnded.of(SessionEnd.PROTOCOL))
                            .print() + "\n");
        }
        closed = true;
        SocketControl.closeNow(socket);
    }

    private void closed() {
        closed = true;
        owner.closed(this);
    }
}
