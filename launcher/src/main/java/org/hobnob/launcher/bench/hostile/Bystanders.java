package org.hobnob.launcher.bench.hostile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.hostile.client.Dialer;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveDatagram;

/**
 * Users in both dialects who say nothing but their keep-alives, one a second, and notice only whether they are thrown out.
 * For use on one event loop.
 */
final class Bystanders {
    private static final int OF_EACH_DIALECT = 4;
    private static final long KEEP_ALIVE_MS = 1_000;
    private static final int TIMEOUT_S = 3;
    private static final String SUCCESS = "<200>";

    private final Vertx vertx;
    private final Dialer dialer;
    private final String from;
    private final List<Supplier<byte[]>> keepAlives = new ArrayList<>();
    private DatagramSocket socket;
    private volatile long timer;
    private long expired;

    Bystanders(Vertx vertx, Dialer dialer, String from) {
        this.vertx = vertx;
        this.dialer = dialer;
        this.from = from;
    }

    /** Makes their accounts and brings them online. */
    Future<?> come() {
        socket = vertx.createDatagramSocket();
        socket.handler(answer -> {});
        return socket.listen(0, from).compose(listening -> {
            timer = vertx.setPeriodic(KEEP_ALIVE_MS, tick -> keepAlives.forEach(this::send));
            return Future.all(IntStream.range(0, OF_EACH_DIALECT)
                    .mapToObj(i -> Future.all(
                            comeAsNative(Person.of("native-" + i, from)),
                            comeAsOriginal(Person.of("original-" + i, from))))
                    .toList());
        });
    }

    /** Sends nothing more. May be called on any thread. */
    void fallSilent() {
        vertx.cancelTimer(timer);
    }

    /** How many have been thrown out so far. */
    long expired() {
        return expired;
    }

    private void send(Supplier<byte[]> keepAlive) {
        // Ignored, because a datagram that is not sent is one that got lost.
        socket.send(
                        Buffer.buffer(keepAlive.get()),
                        dialer.place().udpPort(),
                        dialer.place().host())
                .onFailure(cause -> {});
    }

    private Future<?> comeAsNative(Person person) {
        return person.come(dialer).onSuccess(online -> {
            KeepAliveAsker asker = new KeepAliveAsker(
                    person.name().shown(),
                    online.credentials().session().bits(),
                    online.credentials().keepAliveKey(),
                    TIMEOUT_S);
            keepAlives.add(asker::ask);
            online.client().closed().onComplete(gone -> expired++);
        });
    }

    private Future<?> comeAsOriginal(Person person) {
        return person.register(dialer).compose(made -> dialer.tls(from)).compose(socket -> logIn(person, socket));
    }

    private Future<?> logIn(Person person, NetSocket connection) {
        Promise<Void> in = Promise.promise();
        connection.exceptionHandler(cause -> connection.close());
        connection.closeHandler(gone -> {
            expired++;
            in.tryFail("an original user was not let in");
        });
        connection.handler(record -> {
            // The first record is the greeting.
            if (record.toString().startsWith("AUTH") && record.toString().contains(SUCCESS)) {
                byte[] bare = KeepAliveCodec.encode(
                        new KeepAliveDatagram.Bare(person.name().shown()));
                keepAlives.add(() -> bare);
                in.tryComplete();
            }
        });
        connection.write("HELLO_P2P");
        connection.write("LOGIN " + person.name() + " " + person.password().hex());
        return in.future();
    }
}
