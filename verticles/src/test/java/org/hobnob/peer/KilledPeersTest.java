package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs killed with {@code kill -9} in the middle of a burst: nothing lost, nothing twice without a word. */
@Tag("slow")
class KilledPeersTest {
    private static final int BURST = 300;
    private static final String JOIN =
            Addresses.PEER_ROOM + " join " + BusPeer.room("lab3").encode();

    @TempDir
    Path folder;

    private final List<PeerProcess> processes = new ArrayList<>();
    private RegistryFixture registry;
    private BusPeer dana;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder.resolve("registry"));
        dana = BusPeer.online("dana", registry.port());
    }

    @AfterEach
    void stop() {
        processes.forEach(PeerProcess::kill);
        dana.stop();
        registry.close();
    }

    private PeerProcess omars(String... actions) throws IOException {
        PeerProcess process = PeerProcess.start(folder.resolve("omar"), registry.port());
        processes.add(process);
        return process.online(actions);
    }

    /**
     * What two programs of one user, the first of them killed, have shown of a burst and of one line more, which the second
     * one was told: all, and nothing twice without a word.
     */
    private static void assertShownOnce(String kind, PeerProcess first, PeerProcess second) {
        List<String> once = new ArrayList<>(first.shown(kind, false));
        once.addAll(second.shown(kind, false));
        List<String> all =
                IntStream.rangeClosed(0, BURST).mapToObj(i -> "m" + i).toList();
        List<String> unsure = second.shown(kind, true);
        System.out.println("killed after " + first.shown(kind, false).size() + " of " + BURST
                + " were shown; perhaps shown before: " + unsure);
        assertEquals(once.stream().distinct().toList(), once, "shown twice");
        assertTrue(unsure.stream().noneMatch(second.shown(kind, false)::contains), "shown twice by one program");
        List<String> seen = new ArrayList<>(all);
        seen.removeAll(once);
        seen.removeAll(unsure);
        assertEquals(List.of(), seen, "lost");
    }

    private void tellOmar(int number) {
        dana.asking(Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", "m" + number));
    }

    private void sayInLab(int number) {
        dana.asking(Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "m" + number));
    }

    @Test
    void killedReceiverLosesAndRepeatsNothing() throws IOException {
        PeerProcess first = omars("register", "login");
        IntStream.range(0, BURST).forEach(this::tellOmar);
        first.await("\"direct\"", 40);
        first.kill();
        PeerProcess second = omars("login");
        tellOmar(BURST);
        second.await("\"m" + BURST + "\"", 1);
        assertShownOnce("direct", first, second);
        assertEquals(0, second.count("direct-missing"));
    }

    @Test
    void killedSendersAcceptedMessagesAllArrive() throws IOException {
        PeerProcess first = omars("register", "login");
        first.tell("burst dana " + BURST + " m");
        first.await("said ", 40);
        first.kill();
        PeerProcess second = omars("login");
        second.tell("burst dana 1 last");
        dana.console().see("direct", "text", "last0");
        List<String> accepted = first.lines().stream()
                .filter(line -> line.startsWith("said ") && line.matches(".* (queued|delivered)"))
                .map(line -> line.split(" ")[1])
                .toList();
        List<String> arrived = dana.console()
                .told("direct")
                .map(json -> json.getString("text"))
                .toList();
        System.out.println(
                "killed after " + accepted.size() + " of " + BURST + " were accepted; arrived: " + arrived.size());
        assertTrue(arrived.containsAll(accepted), () -> accepted + " of which arrived " + arrived);
        List<String> inOrder = new ArrayList<>(
                IntStream.range(0, arrived.size() - 1).mapToObj(i -> "m" + i).toList());
        inOrder.add("last0");
        assertEquals(inOrder, arrived);
    }

    @Test
    void killedMemberLosesAndRepeatsNothing() throws IOException {
        dana.create("lab3");
        PeerProcess first = omars("register", "login");
        first.tell(JOIN);
        first.await("reply ", 3);
        IntStream.range(0, BURST).forEach(this::sayInLab);
        first.await("\"room-text\"", 40);
        first.kill();
        PeerProcess second = omars("login");
        second.tell(JOIN);
        sayInLab(BURST);
        second.await("\"m" + BURST + "\"", 1);
        assertShownOnce("room-text", first, second);
    }
}
