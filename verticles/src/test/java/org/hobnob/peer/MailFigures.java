package org.hobnob.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand lines to fifty people who are never online together with their sender, and the receipts (SPEC 14). */
@Tag("slow")
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MailFigures {
    private static final int PEOPLE = 50;
    private static final int LINES = 20;
    private static final int MOST_VISITS = 20;

    @TempDir
    Path folder;

    private RegistryFixture registry;
    private final List<BusPeer> people = new ArrayList<>();
    private final List<AtomicInteger> asked = new ArrayList<>();

    private static void logOut(BusPeer peer) {
        peer.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
    }

    private static int waiting(BusPeer peer) {
        return peer.ask(Addresses.PEER_CHAT, "waiting", new JsonObject())
                .getJsonArray("waiting")
                .size();
    }

    /** Waits until nothing has been asked of the registry for a while; one that is interrupted goes on at its next visit. */
    private static void settle(List<AtomicInteger> counts) {
        AtomicInteger last = new AtomicInteger(-1);
        await().atMost(5, TimeUnit.MINUTES).pollInterval(3, TimeUnit.SECONDS).until(() -> {
            int now = counts.stream().mapToInt(AtomicInteger::get).sum();
            return last.getAndSet(now) == now;
        });
    }

    private static List<AtomicInteger> counts(BusPeer peer) {
        return List.of(peer.counting("put-letter"), peer.counting("fetch-letters"), peer.counting("put-prekeys"));
    }

    private void theOthersVisit() {
        people.forEach(BusPeer::login);
        settle(asked);
        people.forEach(MailFigures::logOut);
    }

    @Test
    void thousandLinesArriveOnceInOrderByMailAlone() {
        registry = RegistryFixture.start(folder);
        for (int person = 0; person < PEOPLE; person++) {
            people.add(BusPeer.online("user" + person, registry.port()));
            asked.addAll(counts(people.get(person)));
        }
        settle(asked);
        people.forEach(MailFigures::logOut);

        BusPeer sender = BusPeer.online("sender", registry.port());
        List<AtomicInteger> ofSender = counts(sender);
        for (int line = 0; line < LINES; line++) {
            for (int person = 0; person < PEOPLE; person++) {
                JsonObject body = BusPeer.user("user" + person).put("text", "line " + line);
                sender.asking(Addresses.PEER_CHAT, "message", body);
            }
        }
        await().atMost(2, TimeUnit.MINUTES).until(() -> waiting(sender) == PEOPLE);
        long beganNs = System.nanoTime();
        int visits = 0;
        while (waiting(sender) > 0 && visits < MOST_VISITS) {
            visits++;
            System.out.printf("visit %d: for %d people something waits%n", visits, waiting(sender));
            settle(ofSender);
            logOut(sender);
            theOthersVisit();
            sender.login();
            settle(ofSender);
        }

        List<String> said =
                IntStream.range(0, LINES).mapToObj(line -> "line " + line).toList();
        for (BusPeer person : people) {
            assertEquals(
                    said,
                    person.console()
                            .told("direct")
                            .map(json -> json.getString("text"))
                            .toList());
        }
        assertEquals(0, waiting(sender));
        assertEquals(PEOPLE * LINES, sender.console().count("delivered"));
        System.out.printf(
                "%d lines to %d people by mail alone: %d visits of each side, %d letters put by the sender, %.0f s%n",
                PEOPLE * LINES, PEOPLE, visits, ofSender.get(0).get(), (System.nanoTime() - beganNs) / 1e9);
        people.forEach(BusPeer::stop);
        sender.stop();
        registry.close();
    }
}
