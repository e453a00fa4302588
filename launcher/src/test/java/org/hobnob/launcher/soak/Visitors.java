package org.hobnob.launcher.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;

/**
 * Visits a registry again and again from a few threads: connects, logs in or resumes, enters a room, asks, and leaves in one
 * of several ways. The users and rooms are always the same, so that nothing grows which is there to be kept.
 */
final class Visitors {
    private static final int THREADS = 8;
    private static final long PERIOD_MS = 400;
    private static final int USERS = 200;
    private static final int ROOMS = 40;
    /** Of as many visits, one is an original client's. */
    private static final int ORIGINAL_EVERY = 5;

    private static final int LEAVINGS = 3;
    private static final int MOST_FAILURES_KEPT = 20;

    private final int port;
    private final int udpPort;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    /** Visits read; whoever writes has all visits over. */
    private final ReadWriteLock visiting = new ReentrantReadWriteLock(true);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Visitors(int port, int udpPort) {
        this.port = port;
        this.udpPort = udpPort;
    }

    /** Makes the accounts, and begins. */
    void begin() {
        for (int user = 0; user < USERS; user++) {
            // A connection for each, because who does not log in may not stay for long.
            try (NativeClient client = NativeClient.connect(port)) {
                check(client.register(name(user)));
                check(client.register(originalName(user)));
            }
        }
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::visitUntilOver, "visitor-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private static String name(long number) {
        return "soak" + number % USERS;
    }

    private static String originalName(long number) {
        return "old" + number % USERS;
    }

    private void visitUntilOver() {
        try {
            while (!over) {
                visiting.readLock().lock();
                try {
                    visit(begun.getAndIncrement());
                    made.incrementAndGet();
                } catch (UncheckedIOException | AssertionError e) {
                    failed("" + e);
                } finally {
                    visiting.readLock().unlock();
                }
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String what) {
        failed.incrementAndGet();
        if (failures.size() < MOST_FAILURES_KEPT) {
            failures.add(what);
        }
    }

    private void visit(long number) {
        if (number % ORIGINAL_EVERY == 0) {
            visitAsOriginal(number);
        } else {
            visitAsNative(number);
        }
    }

    private void visitAsNative(long number) {
        String user = name(number);
        String room = "room" + number % ROOMS;
        try (NativeClient client = NativeClient.connect(port)) {
            enter(client, user, number % 2 == 0);
            if (!client.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z").contains("<200>")) {
                String joined = client.ask("JOIN_CHAT_ROOM " + room + " - 1");
                // The last one may just have left it.
                check(joined.contains("reason=no-such-room") ? client.ask("PING") : joined);
            }
            check(client.ask("PING"));
            check(client.ask("SEARCH_USER " + user));
            client.ask("DISCOVER_PEERS " + room);
            leave(client, user, room, number % LEAVINGS);
        }
    }

    private void enter(NativeClient client, String user, boolean resumes) {
        String token = tokens.remove(user);
        if (resumes
                && token != null
                && client.ask("RESUME " + token + " 4000 udp=4001").contains("<200>")) {
            return;
        }
        client.enter("LOGIN " + user + " " + NativeClient.PASSWORD + " 4000 udp=4001");
        tokens.put(user, client.credentials().token().text());
    }

    /** By a drop, which keeps the place for a while; by a logout; by leaving the room first. */
    private static void leave(NativeClient client, String user, String room, long how) {
        if (how == 0) {
            return;
        }
        if (how == 1) {
            client.ask("ROOM_EXIT " + user + " " + room);
        }
        check(client.ask("LOGOUT"));
    }

    private void visitAsOriginal(long number) {
        String user = originalName(number / ORIGINAL_EVERY);
        try (OriginalClient client = OriginalClient.greeted(port, udpPort)) {
            check(client.ask("LOGIN " + user + " " + NativeClient.PASSWORD));
            client.keepAlive(user);
            check(client.ask("SEARCH_USER " + user));
            if (number % 2 == 0) {
                client.kill();
            }
        }
    }

    private static void check(String reply) {
        if (!reply.contains("<200>")) {
            throw new AssertionError(reply);
        }
    }

    /** What is done while nobody visits. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Waits until no visitor is there, and lets none come before the work is done. */
    void whileNobodyVisits(Work work) throws IOException, InterruptedException {
        visiting.writeLock().lock();
        try {
            work.run();
        } finally {
            visiting.writeLock().unlock();
        }
    }

    long made() {
        return made.get();
    }

    long failed() {
        return failed.get();
    }

    /** The first few failures. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Waits until the last visit is over. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
