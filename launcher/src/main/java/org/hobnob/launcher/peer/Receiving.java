package org.hobnob.launcher.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.socket.Client;
import org.hobnob.socket.JsonLine;

/** The messages of one {@code hobnob recv}: chooses and prints them. What it does not print is left for another program. */
final class Receiving implements Client {
    private static final int MOST_UNPRINTED = 1_000;
    private static final long END_CHECK_MS = 200;

    private final Optional<String> from;
    private final boolean json;
    private final int wanted;
    private final PrintStream out;
    private final LinkedBlockingQueue<Line> unprinted = new LinkedBlockingQueue<>(MOST_UNPRINTED);
    private final CountDownLatch all = new CountDownLatch(1);
    /** How many were taken; on the peer's event loop only. */
    private int taken;

    private final AtomicInteger printed = new AtomicInteger();

    private record Line(JsonObject event, Promise<Void> printed) {}

    /**
     * @param from a user, or a room with {@code #}; empty for all private messages
     * @param wanted how many to print
     */
    Receiving(Optional<String> from, boolean json, int wanted, PrintStream out) {
        this.from = from.map(name -> name.replaceFirst("^@", ""));
        this.json = json;
        this.wanted = wanted;
        this.out = out;
        Thread printing = new Thread(this::print, "hobnob-print");
        printing.setDaemon(true);
        printing.start();
    }

    @Override
    public Future<Void> tell(JsonObject event) {
        String type = event.getString("type", "");
        if (!type.equals("message") && !type.equals("gap")) {
            return Future.succeededFuture();
        }
        Line line = new Line(event, Promise.promise());
        if (!isWanted(event) || taken == wanted || !unprinted.offer(line)) {
            return Future.failedFuture("not printed");
        }
        taken += type.equals("message") ? 1 : 0;
        return line.printed().future();
    }

    private boolean isWanted(JsonObject event) {
        String conversation = event.getString("conversation");
        return from.map(conversation::equalsIgnoreCase).orElseGet(() -> !conversation.startsWith("#"));
    }

    private void print() {
        try {
            while (printed.get() < wanted) {
                Line line = unprinted.take();
                print(line.event());
                if (out.checkError()) {
                    break;
                }
                line.printed().complete();
                printed.addAndGet(line.event().getString("type").equals("message") ? 1 : 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.countDown();
        }
    }

    private void print(JsonObject event) {
        if (json) {
            out.println(JsonLine.of(event));
        } else if (event.getString("type").equals("gap")) {
            complain(event, "up to " + event.getLong("count") + " messages never come");
        } else if (event.getBoolean("unreadable", false)) {
            complain(event, "a message that this version cannot read; update Hobnob");
        } else {
            out.println(safe(event, "conversation") + "\t" + safe(event, "from") + "\t" + safe(event, "text"));
        }
        out.flush();
    }

    private static void complain(JsonObject event, String what) {
        System.err.println("hobnob: " + safe(event, "conversation") + ": " + safe(event, "from") + ": " + what);
    }

    /** One line of text becomes one line, whatever it holds. */
    private static String safe(JsonObject event, String field) {
        return SafeText.of(event.getString(field, "").replaceAll("[\\t\\r\\n]+", " "));
    }

    /** How many were printed. */
    int count() {
        return printed.get();
    }

    /**
     * Blocks until all are printed, the peer ends or the time is over.
     *
     * @return whether all were printed, or nobody reads them any more
     */
    boolean await(Headless peer, Optional<Integer> timeoutS) throws InterruptedException {
        long beganNs = System.nanoTime();
        long patienceNs =
                timeoutS.map(seconds -> TimeUnit.SECONDS.toNanos(seconds)).orElse(Long.MAX_VALUE);
        while (System.nanoTime() - beganNs < patienceNs) {
            if (all.await(END_CHECK_MS, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (peer.awaitEnd(0)) {
                peer.awaitEnd();
                return false;
            }
        }
        return all.getCount() == 0;
    }
}
