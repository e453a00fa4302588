package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code /doctor} and {@code /status} make of what the verticles measure. */
class DoctorFlowTest {
    private static final String NAME = "dana";

    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject member(String name) {
        return new JsonObject().put("user", name).put("original", false);
    }

    @BeforeEach
    void allIsWell() {
        dana.peer.withOnline(NAME, "omar");
        measures(
                "health",
                new JsonObject()
                        .put("registry", "10.0.0.5:15600")
                        .put("connected", true)
                        .put("connectedMs", 3_720_000L)
                        .put("key", "0123456789abcdef0123456789abcdef")
                        .put("profile", "/home/dana/p")
                        .put("freeBytes", 1L << 33)
                        .put(
                                "keepAlives",
                                new JsonObject()
                                        .put("port", 15_601)
                                        .put("asked", 60)
                                        .put("answered", 60)
                                        .put("answerMs", 2)));
        measures(
                "hear-self",
                new JsonObject().put("interface", "eth0").put("heard", true).put("port", 15_700));
        measures("counts", new JsonObject().put("port", 40_001));
        measures("line", line(true).put("incoming", true));
        measures("paths", paths(member("omar").put("multicast", true)));
    }

    private void measures(String action, JsonObject facts) {
        dana.peer.measured.put(action, facts);
    }

    private static JsonObject line(boolean works) {
        return new JsonObject().put("ip", "10.0.0.7").put("port", 41_234).put("works", works);
    }

    private static JsonObject paths(JsonObject... members) {
        JsonObject room = new JsonObject()
                .put("room", "lab3")
                .put("kind", "sealed")
                .put("multicast", true)
                .put("members", new JsonArray(List.of(members)));
        return new JsonObject().put("rooms", new JsonArray().add(room));
    }

    @Test
    void healthyPeerHearsThatNothingIsWrong() {
        dana.type("/doctor")
                .sees("-!- checking the registry")
                .sees("-- registry 10.0.0.5:15600 answers over TLS in ")
                .sees("-- keep-alives to UDP port 15601 are answered")
                .sees("-- multicast on eth0: this machine hears itself")
                .sees("-- omar in #lab3: connected both ways, multicast too")
                .sees("-- disk: 8192 MB free for the profile /home/dana/p")
                .sees("-- /doctor is done: nothing is wrong")
                .seesNot("!! ");
    }

    @Test
    void clockIsComparedWithTheRegistrys() {
        measures("health", dana.peer.measured.get("health").copy().put("clockAheadMs", 400_000L));
        dana.type("/doctor")
                .sees("!! clock: 6 min behind the registry's")
                .sees("     on the machine whose clock is wrong: timedatectl set-ntp true");
    }

    @Test
    void otherInterfacesAreTriedToo() {
        JsonObject wifi = new JsonObject().put("interface", "wlan0 (10.1.0.4)").put("heard", true);
        JsonArray others = new JsonArray().add(wifi);
        measures("hear-self", dana.peer.measured.get("hear-self").copy().put("others", others));
        dana.type("/doctor").sees("-!- multicast on wlan0 (10.1.0.4): this machine hears itself; rooms do not use it");
    }

    @Test
    void beforeALoginTheRegistryIsAskedForAName() {
        FlowFixture stranger = new FlowFixture();
        stranger.peer.measured.putAll(dana.peer.measured);
        stranger.peer.takesProofs = true;
        stranger.type("/doctor")
                .sees("-- registry 10.0.0.5:15600 answers over TLS in ")
                .asked("check-name");
        // One that does not know the question has answered too.
        stranger.peer.takesProofs = false;
        stranger.clear().type("/doctor").sees("-- registry 10.0.0.5:15600 answers over TLS in ");
    }

    @Test
    void blockedTcpToAMemberNamesThePortAndTheCommand() {
        measures("line", line(false).put("tcp", "silent").put("incoming", true));
        dana.type("/doctor")
                .sees("!! omar in #lab3: connects to you, but no connection to 10.0.0.7:41234 can be made")
                .sees("     there: hobnob peer --direct-port 15610, and ufw allow 15610/tcp")
                .sees("-!- /doctor is done: one thing is wrong, see above");
    }

    @Test
    void registryThatIsAwayIsNamedWithItsPort() {
        measures(
                "health",
                new JsonObject()
                        .put("registry", "10.0.0.5:15600")
                        .put("connected", false)
                        .put("tcp", "silent"));
        dana.type("/doctor")
                .sees("!! registry 10.0.0.5:15600: no answer from TCP port 15600")
                .sees("ufw allow 15600/tcp");
    }

    @Test
    void originalMembersAreNotConnectedTo() {
        measures("paths", paths(member("kareem").put("original", true)));
        dana.type("/doctor").sees("kareem in #lab3: an original program").askedNot("line");
    }

    @Test
    void namesAreNeutralised() {
        measures("paths", paths(member("omar\u001b[2J")));
        dana.type("/doctor").sees("omar\uFFFD[2J in #lab3").seesNot("\u001b");
    }

    @Test
    void secondCheckWaitsForTheFirst() {
        dana.type("/doctor", "/doctor").sees("/doctor is done");
        assertTrue(
                dana.peer.asked.stream().filter(one -> one.startsWith("health")).count() >= 2);
    }

    @Test
    void statusDoesNotCallALostRegistryConnected() {
        measures("health", new JsonObject().put("registry", "10.0.0.5:15600").put("connected", false));
        dana.type("/status").sees("  registry  10.0.0.5:15600 no connection now; /doctor finds out why");
    }

    @Test
    void statusTellsHowTheRoomsAreReached() {
        measures(
                "paths",
                paths(
                        member("omar").put("multicast", true),
                        member("lena").put("multicast", null).put("connection", null),
                        member("amir").put("connection", false)));
        dana.type("/status")
                .sees("  key       0123 4567 89ab cdef …")
                .sees("  profile   /home/dana/p")
                .sees("  registry  10.0.0.5:15600 connected for 1 h 2 min; the last keep-alive was answered in 2 ms")
                .sees("  #lab3     sealed; by multicast: omar; over TCP: lena; no way now: amir");
    }
}
