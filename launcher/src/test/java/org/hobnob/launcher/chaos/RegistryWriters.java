package org.hobnob.launcher.chaos;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.hobnob.testing.NativeClient;

/** Clients that make accounts and standing rooms at a registry until it ends, and remember what it acknowledged. */
final class RegistryWriters {
    /** How the name of an account, or of a room, begins in {@link #acknowledged}. */
    static final char ACCOUNT = 'a';

    static final char ROOM = 'r';

    private static final int CLIENTS = 4;

    private final int port;
    private final String run;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    private RegistryWriters(int port, String run) {
        this.port = port;
        this.run = run;
    }

    /** @param run what all names begin with */
    static RegistryWriters start(int port, String run) {
        RegistryWriters writers = new RegistryWriters(port, run);
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
        untilItEnds(client -> number -> {
            String name = prefix + number;
            note(ACCOUNT, name, client.register(name));
        });
    }

    private void makeRooms(String prefix) {
        untilItEnds(client -> {
            String host = prefix + "host";
            note(ACCOUNT, host, client.register(host));
            client.login(host);
            return number -> {
                String name = prefix + number;
                note(ROOM, name, client.ask("CREATE_CHAT_ROOM " + name + " - 0 \\z standing=yes"));
            };
        });
    }

    private interface Work {
        IntConsumer with(NativeClient client);
    }

    private void untilItEnds(Work work) {
        try (NativeClient client = NativeClient.connect(port)) {
            IntConsumer step = work.with(client);
            for (int number = 0; ; number++) {
                step.accept(number);
            }
        } catch (UncheckedIOException e) {
            // The registry was killed.
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
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
