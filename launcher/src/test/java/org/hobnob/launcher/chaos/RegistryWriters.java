package org.hobnob.launcher.chaos;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.hobnob.testing.NativeClient;

/** Clients that make accounts and standing rooms at a registry until it ends, and remember what it acknowledged. */
final class RegistryWriters {
    /** How the name of an account, or of a room, begins in {@link #acknowledged}. */
    static final char ACCOUNT = 'a';

    static final char ROOM = 'r';

    private static final int CLIENTS = 4;

    private final int port;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean isStopped;
    private final List<Thread> threads = new ArrayList<>();

    private RegistryWriters(int port) {
        this.port = port;
    }

    /** @param run what all names begin with */
    static RegistryWriters start(int port, String run) {
        RegistryWriters writers = new RegistryWriters(port);
        for (int client = 0; client < CLIENTS; client++) {
            String prefix = run + "c" + client + "n";
            boolean makesRooms = client == 0;
            Thread thread = new Thread(() -> {
                if (makesRooms) {
                    writers.makeRooms(prefix);
                } else {
                    writers.makeAccounts(prefix);
                }
            });
            thread.setDaemon(true);
            thread.start();
            writers.threads.add(thread);
        }
        return writers;
    }

    private void makeAccounts(String prefix) {
        untilStopped((client, names) -> {
            while (true) {
                String name = prefix + names.getAndIncrement();
                note(ACCOUNT, name, client.register(name));
            }
        });
    }

    private void makeRooms(String prefix) {
        untilStopped((client, names) -> {
            String host = prefix + "h" + names.getAndIncrement();
            note(ACCOUNT, host, client.register(host));
            client.login(host);
            while (true) {
                String name = prefix + names.getAndIncrement();
                note(ROOM, name, client.ask("CREATE_CHAT_ROOM " + name + " - 0 \\z standing=yes"));
            }
        });
    }

    /** A busy machine may let a connection wait too long; the next one goes on. */
    private void untilStopped(BiConsumer<NativeClient, AtomicInteger> work) {
        AtomicInteger names = new AtomicInteger();
        while (!isStopped) {
            try (NativeClient client = NativeClient.connect(port)) {
                work.accept(client, names);
            } catch (UncheckedIOException e) {
                // The registry was killed, or is slow.
            }
        }
    }

    private void note(char kind, String name, String reply) {
        if (reply.contains("<200>")) {
            acknowledged.add(kind + name);
            count.incrementAndGet();
        }
    }

    int count() {
        return count.get();
    }

    /** What was acknowledged so far: {@link #ACCOUNT} or {@link #ROOM}, and the name. */
    Set<String> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    /** Waits for the clients, whose registry is gone. */
    void stop() throws InterruptedException {
        isStopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
