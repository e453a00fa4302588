package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.launcher.bench.hostile.client.Dialer;
import org.hobnob.launcher.bench.hostile.client.Person;

/** What attackers work with: addresses, connections that are counted, and actions that go on. For use on one event loop. */
final class Ground {
    static final int ADDRESSES = 99;

    private static final String NETWORK = "127.0.1.";
    private static final long TICK_MS = 10;
    private static final long NS_PER_S = 1_000_000_000;
    private static final int OPENING_AT_ONCE = 64;
    private static final int WRITES_AT_ONCE = 64;

    private final Vertx vertx;
    private final Dialer dialer;
    private final LongSupplier nanoTime;
    private final Tally tally = new Tally();
    private volatile boolean over;

    Ground(Vertx vertx, Dialer dialer, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.dialer = dialer;
        this.nanoTime = nanoTime;
    }

    /** One of the attackers' {@value #ADDRESSES} addresses; they come round. */
    static String address(long number) {
        return NETWORK + (1 + number % ADDRESSES);
    }

    Vertx vertx() {
        return vertx;
    }

    Dialer dialer() {
        return dialer;
    }

    Tally tally() {
        return tally;
    }

    /** Whether the attack is over. */
    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    AttackReport report() {
        return tally.report(nanoTime.getAsLong());
    }

    /** Brings a user online who connects from one of the attackers' addresses. */
    Future<Person.Online> come(String name, long address) {
        return Person.of(name, address(address)).come(dialer);
    }

    /** Opens a TLS connection and counts it. */
    Future<NetSocket> tls(String from) {
        return counted(dialer.tls(from));
    }

    /** Opens a TCP connection and counts it. */
    Future<NetSocket> tcp(String from) {
        return counted(dialer.tcp(from));
    }

    /** Opens a TCP connection to another port of the same server and counts it. */
    Future<NetSocket> tcp(String from, int port) {
        return counted(dialer.tcp(from, port));
    }

    private Future<NetSocket> counted(Future<NetSocket> connecting) {
        long begunNs = nanoTime.getAsLong();
        return connecting
                .onSuccess(socket -> {
                    tally.opened(socket, begunNs);
                    socket.exceptionHandler(cause -> socket.close());
                    socket.closeHandler(done -> tally.ended(socket, nanoTime.getAsLong()));
                })
                .onFailure(cause -> tally.failed());
    }

    /** Closes a connection of the attackers' own accord. */
    void drop(NetSocket socket) {
        tally.dropping(socket);
        socket.close();
    }

    /** Does something every so often until the attack is over. */
    void every(long ms, Runnable action) {
        vertx.setPeriodic(ms, timer -> {
            if (over) {
                vertx.cancelTimer(timer);
            } else {
                action.run();
            }
        });
    }

    /** Does something so often a second until the attack is over; what a late timer misses is made up for. */
    void atRate(int perSecond, Runnable action) {
        long startNs = nanoTime.getAsLong();
        long[] done = {0};
        every(TICK_MS, () -> {
            long due = (nanoTime.getAsLong() - startNs) / (NS_PER_S / perSecond);
            for (long left = Math.min(due - done[0], perSecond); left > 0; left--) {
                action.run();
            }
            done[0] = due;
        });
    }

    /** Keeps so many connections open: one that is cut is followed by another. */
    void keepOpen(int connections, Supplier<Future<NetSocket>> open) {
        int[] opening = {0};
        every(TICK_MS, () -> {
            while (tally.open() + opening[0] < connections && opening[0] < OPENING_AT_ONCE) {
                opening[0]++;
                open.get().onComplete(done -> opening[0]--);
            }
        });
    }

    /** Sends the bytes again and again, as fast as the connection takes them. */
    void pump(NetSocket socket, Buffer bytes, int lines) {
        vertx.setPeriodic(TICK_MS, timer -> {
            if (over || !tally.isOpen(socket)) {
                vertx.cancelTimer(timer);
                return;
            }
            for (int i = 0; i < WRITES_AT_ONCE && !socket.writeQueueFull(); i++) {
                socket.write(bytes);
                tally.sent(lines);
            }
        });
    }
}
