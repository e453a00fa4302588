package org.hobnob.socket;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program at the other end of two streams, each line of which is a JSON object. Reads no further while many of its
 * requests are unanswered, and counts what it is not told because it does not read.
 */
public final class LineClient implements Client, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LineClient.class);
    /** The most requests of one program that are unanswered. */
    public static final int MOST_UNANSWERED = 100;
    /** The most that waits for a program to read it, in bytes. */
    public static final long MOST_UNREAD = 8L * 1_024 * 1_024;

    private static final int MOST_AT_ONCE = 100;
    /** How long a program may take to say the secret, in milliseconds. */
    private static final long SECRET_MS = 5_000;

    private final LineService service;
    private final Optional<byte[]> secret;
    private final InputStream in;
    private final OutputStream out;
    private final LinkedBlockingQueue<Written> unread = new LinkedBlockingQueue<>();
    private final AtomicLong unreadBytes = new AtomicLong();
    private final AtomicInteger missed = new AtomicInteger();
    private final Semaphore mayAsk = new Semaphore(MOST_UNANSWERED);
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean isBroken;

    private record Written(byte[] line, Promise<Void> done) {
        /** Stands behind the last line. */
        static final Written LAST = new Written(new byte[0], Promise.promise());

        boolean isLast() {
            return line.length == 0;
        }
    }

    public LineClient(LineService service, InputStream in, OutputStream out) {
        this(service, Optional.empty(), in, out);
    }

    /** @param secret what the program has to say in its first line, as hex digits; empty for nothing */
    LineClient(LineService service, Optional<byte[]> secret, InputStream in, OutputStream out) {
        this.service = service;
        this.secret = secret;
        this.in = in;
        this.out = out;
    }

    /**
     * Tells the program the state of things, and begins to read its requests.
     *
     * @param ended is run once, on another thread, when the program asks for no more and all that it asked for is answered
     */
    public void start(String name, Runnable ended) {
        daemon(name + "-output", this::write);
        service.attach(this)
                .onSuccess(done -> daemon(name + "-input", () -> {
                    read();
                    ended.run();
                }));
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Future<Void> tell(JsonObject json) {
        byte[] line = (JsonLine.of(json) + "\n").getBytes(StandardCharsets.UTF_8);
        if (isBroken || unreadBytes.get() + line.length > MOST_UNREAD) {
            missed.incrementAndGet();
            return Future.failedFuture("the program does not read");
        }
        unreadBytes.addAndGet(line.length);
        Promise<Void> done = Promise.promise();
        unread.add(new Written(line, done));
        return done.future();
    }

    private void write() {
        List<Written> some = new ArrayList<>();
        try {
            do {
                some.clear();
                some.add(unread.take());
                unread.drainTo(some, MOST_AT_ONCE);
            } while (write(some));
        } catch (IOException e) {
            isBroken = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isBroken = true;
            some.forEach(left -> left.done().tryFail("the program is gone"));
            unread.forEach(left -> left.done().tryFail("the program is gone"));
            drained.countDown();
        }
    }

    /** Returns whether there may be more. */
    private boolean write(List<Written> lines) throws IOException {
        List<Written> told = lines.stream().takeWhile(line -> !line.isLast()).toList();
        for (Written line : told) {
            out.write(line.line());
            unreadBytes.addAndGet(-line.line().length);
        }
        out.flush();
        told.forEach(line -> line.done().tryComplete());
        tellMissed();
        return told.size() == lines.size();
    }

    /** Said as soon as the program has read all the rest. */
    private void tellMissed() {
        if (unread.isEmpty() && missed.get() > 0) {
            tell(service.missed(missed.getAndSet(0)));
        }
    }

    private void read() {
        // To close a channel's input is to close the channel, and answers are on their way.
        LimitedLines lines = new LimitedLines(in, service.mostBytes());
        try {
            isBroken = !isAdmitted(lines);
            for (LimitedLines.Line line = isBroken ? null : lines.next();
                    line != null && !isBroken;
                    line = lines.next()) {
                take(line);
            }
            mayAsk.acquire(MOST_UNANSWERED);
        } catch (IOException e) {
            isBroken = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever does not say the secret in time makes way: other users of the machine can connect too. */
    private boolean isAdmitted(LimitedLines lines) throws IOException {
        if (secret.isEmpty()) {
            return !isBroken;
        }
        AtomicBoolean isKnown = new AtomicBoolean();
        CompletableFuture.delayedExecutor(SECRET_MS, TimeUnit.MILLISECONDS).execute(() -> {
            if (!isKnown.get()) {
                close();
            }
        });
        isKnown.set(isSecret(lines.next()));
        return isKnown.get();
    }

    private boolean isSecret(LimitedLines.Line line) {
        byte[] said = line == null ? new byte[0] : line.text().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(
                said, HexFormat.of().formatHex(secret.orElseThrow()).getBytes(StandardCharsets.UTF_8));
    }

    private void take(LimitedLines.Line line) throws InterruptedException {
        if (line.isTooLong()) {
            service.tooLong(this);
        } else if (!line.text().isBlank()) {
            mayAsk.acquire();
            service.line(this, line.text()).onComplete(answered -> mayAsk.release());
        }
    }

    /** Waits until the program has read what it was told, at most so long, and tells it no more. */
    public void drain(long patienceMs) throws InterruptedException {
        unread.add(Written.LAST);
        drained.await(patienceMs, TimeUnit.MILLISECONDS);
    }

    /** Closes both streams; what a program that is gone has not read is dropped. */
    @Override
    public void close() {
        isBroken = true;
        unread.add(Written.LAST);
        try (in;
                out) {
            // Both are closed.
        } catch (IOException gone) {
            LOG.debug("the program was gone already", gone);
        }
    }
}
