package org.hobnob.launcher.chaos;

import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;
import org.hobnob.testing.NativeClient;

/** Asks registries for names that others want too, and writes down what it is told. One thread's. */
final class Client implements Runnable {
    /** What all clients quarrel about. */
    static final class Goods {
        final AtomicInteger accounts = new AtomicInteger();
        final AtomicInteger rooms = new AtomicInteger();
        final AtomicBoolean over = new AtomicBoolean();
    }

    static final int USERS = 6;

    private static final int PATIENT_MS = 30_000;
    private static final int IMPATIENT_MS = 4_000;
    private static final long PAUSE_MS = 20;
    private static final int CONTENDED = 3;

    private final int number;
    private final Registries registries;
    private final Goods goods;
    private final History history;
    private final RandomGenerator random;
    private NativeClient connection;
    private String user = "";

    Client(int number, long seed, Registries registries, Goods goods, History history) {
        this.number = number;
        this.registries = registries;
        this.goods = goods;
        this.history = history;
        random = new SplittableRandom(seed);
    }

    static String user(int index) {
        return "user" + index;
    }

    @Override
    public void run() {
        try {
            while (!goods.over.get()) {
                if (connection == null) {
                    connect();
                } else {
                    act();
                }
                TimeUnit.MILLISECONDS.sleep(random.nextLong(PAUSE_MS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void connect() {
        // The patient ones are still there when a paused registry wakes.
        int timeoutMs = number % 2 == 0 ? PATIENT_MS : IMPATIENT_MS;
        try {
            connection = registries.connect(random.nextInt(registries.count()), timeoutMs);
        } catch (UncheckedIOException e) {
            connection = null;
        }
    }

    private void disconnect() {
        user = "";
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void act() {
        int choice = random.nextInt(10);
        if (choice < 3) {
            String name = contended("name", goods.accounts);
            ask(Kind.REGISTER, name, "REGISTER " + name + " " + NativeClient.PASSWORD);
        } else if (user.isEmpty()) {
            String name = user(random.nextInt(USERS));
            if (ask(Kind.LOGIN, name, "LOGIN " + name + " " + NativeClient.PASSWORD + " 4000") == Outcome.DONE) {
                user = name;
            }
        } else if (choice < 8) {
            String room = contended("room", goods.rooms);
            ask(Kind.CREATE, room, "CREATE_CHAT_ROOM " + room + " - 0 x");
        } else {
            // No log-out: that would end the user's rooms.
            disconnect();
        }
    }

    /** One of the last few names; now and then a new one. */
    private String contended(String word, AtomicInteger last) {
        int newest = random.nextInt(CONTENDED) == 0 ? last.incrementAndGet() : last.get();
        return word + Math.max(0, newest - random.nextInt(CONTENDED));
    }

    private Outcome ask(Kind kind, String key, String request) {
        String as = user;
        long startNs = System.nanoTime();
        Outcome outcome;
        try {
            outcome = outcome(connection.ask(request));
        } catch (UncheckedIOException e) {
            outcome = Outcome.UNKNOWN;
            disconnect();
        }
        history.add(new Operation(number, kind, key, as, startNs, System.nanoTime(), outcome));
        return outcome;
    }

    private Outcome outcome(String reply) {
        if (reply.contains("<200>")) {
            return Outcome.DONE;
        }
        if (reply.contains("reason=name-taken")
                || reply.contains("reason=room-exists")
                || reply.contains("reason=already-online")) {
            return Outcome.TAKEN;
        }
        if (reply.contains("reason=not-logged-in")) {
            user = "";
        }
        // What could not reach the store may have done so after all.
        return reply.contains("<503>") || reply.contains("<500>") ? Outcome.UNKNOWN : Outcome.REFUSED;
    }
}
