package org.hobnob.launcher.bench.talk;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * Sends numbered messages from one peer and records their arrival at all others. Thread-safe, because each peer has its own
 * threads.
 */
final class TalkRun {
    private static final long LATE_S = 20;
    private static final long LONGEST_S = 660;
    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final int MOST = 2_000_000;

    private final BenchPeer sender;
    private final List<BenchPeer> receivers;
    private final int copies;
    private final IntConsumer send;
    private final Latencies measured = new Latencies();
    private final Promise<Void> arrived = Promise.promise();
    private long[] sentNs = new long[1_024];
    private int[] missing = new int[1_024];
    private int sent;
    private int complete;
    private int mostUnderWay;
    private long endNs;
    private boolean over;
    private long firstNs;
    private long lastNs;

    /**
     * @param copies how many arrivals make a message complete
     * @param send sends the message with the given number; called on the sender's own thread
     */
    TalkRun(BenchPeer sender, List<BenchPeer> receivers, int copies, IntConsumer send) {
        this.sender = sender;
        this.receivers = List.copyOf(receivers);
        this.copies = copies;
        this.send = send;
    }

    /**
     * Sends at a fixed rate, which does not depend on the arrivals. Blocks until all messages have arrived or are overdue.
     */
    TalkRow paced(String workload, int ratePerS, long durationMs) throws InterruptedException {
        int count = (int) Math.max(1, ratePerS * durationMs / 1_000);
        return measure(
                workload,
                vertx -> vertx.setPeriodic(Math.max(1, 1_000 / ratePerS), tick -> {
                    if (isAt(count)) {
                        vertx.cancelTimer(tick);
                        end();
                    } else {
                        next();
                    }
                }));
    }

    /**
     * Sends as fast as possible with at most {@code underWay} messages not yet arrived. Blocks until all messages have
     * arrived or are overdue.
     */
    TalkRow flatOut(String workload, int underWay, long durationMs) throws InterruptedException {
        synchronized (this) {
            mostUnderWay = underWay;
            endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
        }
        return measure(workload, vertx -> {
            vertx.setTimer(durationMs, due -> end());
            for (int i = 0; i < underWay; i++) {
                next();
            }
        });
    }

    private TalkRow measure(String workload, Consumer<Vertx> begin) throws InterruptedException {
        long senderNs = sender.cpuNs();
        long receiversNs = receiversCpuNs();
        sender.later(begin);
        try {
            arrived.future().toCompletionStage().toCompletableFuture().get(LONGEST_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What has not arrived by now counts as an error.
        }
        return row(workload, sender.cpuNs() - senderNs, receiversCpuNs() - receiversNs);
    }

    private long receiversCpuNs() {
        return receivers.stream().mapToLong(BenchPeer::cpuNs).sum();
    }

    private synchronized TalkRow row(String workload, long senderNs, long receiversNs) {
        over = true;
        long lost = 0;
        for (int i = 0; i < sent; i++) {
            lost += missing[i];
        }
        measured.errors("not arrived", lost);
        double messages = Math.max(1, sent);
        return new TalkRow(
                workload,
                receivers.size() + 1,
                complete,
                (lastNs - firstNs) / NS_PER_S,
                measured,
                senderNs / NS_PER_US / messages,
                receiversNs / NS_PER_US / messages / Math.max(1, receivers.size()));
    }

    private synchronized boolean isAt(int count) {
        return sent >= count;
    }

    private void next() {
        int number;
        synchronized (this) {
            if (over || sent >= MOST) {
                return;
            }
            number = sent;
            sent++;
            if (number == sentNs.length) {
                sentNs = Arrays.copyOf(sentNs, 2 * number);
                missing = Arrays.copyOf(missing, 2 * number);
            }
            missing[number] = copies;
            sentNs[number] = System.nanoTime();
            firstNs = number == 0 ? sentNs[number] : firstNs;
        }
        send.accept(number);
    }

    /** Records that a copy of the message has arrived. */
    void arrived(int number) {
        boolean another;
        synchronized (this) {
            if (over && complete == sent || number >= sent || missing[number] == 0) {
                return;
            }
            lastNs = System.nanoTime();
            measured.success(lastNs - sentNs[number]);
            missing[number]--;
            if (missing[number] > 0) {
                return;
            }
            complete++;
            another = mostUnderWay > 0 && !over && lastNs < endNs;
        }
        if (another) {
            sender.later(vertx -> next());
        }
        finishIfComplete();
    }

    /** Records that the message could not be sent. */
    synchronized void failed(String kind) {
        measured.error(kind);
    }

    private void end() {
        synchronized (this) {
            over = true;
        }
        finishIfComplete();
        sender.later(vertx -> vertx.setTimer(TimeUnit.SECONDS.toMillis(LATE_S), late -> arrived.tryComplete()));
    }

    private void finishIfComplete() {
        boolean done;
        synchronized (this) {
            done = over && complete == sent;
        }
        if (done) {
            arrived.tryComplete();
        }
    }
}
