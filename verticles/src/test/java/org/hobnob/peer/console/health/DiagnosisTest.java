package org.hobnob.peer.console.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.peer.console.health.Facts.Line;
import org.hobnob.peer.console.health.Facts.Tcp;
import org.hobnob.peer.console.health.Finding.Level;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which finding names which trouble and which command. Each row stands for one state of the world. */
class DiagnosisTest {
    private static final Facts.Machine OWN =
            new Facts.Machine(40_001, Optional.of(100), true, "/home/dana/p", 1L << 33);
    private static final Facts.Multicast HEARD =
            new Facts.Multicast("eth0 (10.0.0.4)", true, Optional.empty(), true, 15_700);

    private record Row(String name, Finding found, Level level, String... says) {}

    private static Facts.Registry registry(boolean connected, Optional<Long> answerMs, Tcp tcp) {
        return new Facts.Registry("10.0.0.5:15600", connected, answerMs, tcp);
    }

    private static Finding away(Tcp tcp) {
        return Diagnosis.registry(registry(false, Optional.empty(), tcp));
    }

    private static Finding keepAlives(long asked, long answered) {
        return Diagnosis.keepAlives(new Facts.KeepAlives(15_601, asked, answered, Optional.of(4L)));
    }

    private static Finding multicast(boolean wanted, Optional<String> error, boolean heard) {
        return Diagnosis.multicast(new Facts.Multicast("eth0 (10.0.0.4)", wanted, error, heard, 15_700));
    }

    private static Finding member(Line line, Tcp tcp, boolean incoming, Optional<Boolean> multicast) {
        return member(line, tcp, incoming, Optional.empty(), multicast);
    }

    private static Finding member(
            Line line, Tcp tcp, boolean incoming, Optional<Boolean> back, Optional<Boolean> multicast) {
        Facts.Member omar = new Facts.Member("omar", "#lab3", "10.0.0.7:41234", line, tcp, incoming, back, multicast);
        return Diagnosis.members(List.of(omar), OWN, HEARD).get(0);
    }

    private static Stream<Row> rows() {
        Optional<Long> unasked = Optional.empty();
        return Stream.of(
                new Row("answers", Diagnosis.registry(registry(true, Optional.of(12L), Tcp.OPEN)), Level.GOOD, "12 ms"),
                new Row(
                        "slow",
                        Diagnosis.registry(registry(true, Optional.of(1_500L), Tcp.OPEN)),
                        Level.NOTE,
                        "1500 ms"),
                new Row("nobody in", Diagnosis.registry(registry(true, unasked, Tcp.OPEN)), Level.NOTE, "logged in"),
                new Row("mute", Diagnosis.unanswered("10.0.0.5:15600"), Level.TROUBLE, "does not answer", "/reconnect"),
                new Row("not started", away(Tcp.REFUSED), Level.TROUBLE, "15600", "hobnob registry"),
                new Row("TCP dropped", away(Tcp.SILENT), Level.TROUBLE, "firewall", "ufw allow 15600/tcp"),
                new Row("no way", away(Tcp.UNREACHABLE), Level.TROUBLE, "another network", "--interface NAME"),
                new Row("no name", away(Tcp.NO_HOST), Level.TROUBLE, "no host", "--registry"),
                new Row("just back", away(Tcp.OPEN), Level.NOTE, "/reconnect"),
                new Row("UDP answered", keepAlives(60, 59), Level.GOOD, "15601", "4 ms"),
                new Row("UDP dropped", keepAlives(60, 0), Level.TROUBLE, "firewall", "ufw allow 15601/udp"),
                new Row("UDP too early", keepAlives(2, 0), Level.NOTE, "too early"),
                new Row("UDP lossy", keepAlives(60, 48), Level.NOTE, "11 of 60", "loses"),
                new Row("one lost", keepAlives(60, 58), Level.GOOD, "answered"),
                new Row(
                        "no session",
                        Diagnosis.keepAlives(new Facts.KeepAlives(0, 0, 0, unasked)),
                        Level.NOTE,
                        "no session"),
                new Row("multicast", multicast(true, Optional.empty(), true), Level.GOOD, "eth0", "hears itself"),
                new Row(
                        "filtered",
                        multicast(true, Optional.empty(), false),
                        Level.TROUBLE,
                        "eth0",
                        "ufw allow 15700/udp"),
                new Row(
                        "no socket",
                        multicast(true, Optional.of("No such device"), false),
                        Level.TROUBLE,
                        "No such device"),
                new Row("off", multicast(false, Optional.empty(), false), Level.NOTE, "--no-multicast"),
                new Row("both ways", member(Line.PROVED, Tcp.OPEN, true, Optional.of(true)), Level.GOOD, "both ways"),
                new Row(
                        "no multicast",
                        member(Line.PROVED, Tcp.OPEN, true, Optional.of(false)),
                        Level.GOOD,
                        "no multicast"),
                new Row(
                        "one way",
                        member(Line.PROVED, Tcp.OPEN, false, Optional.of(true)),
                        Level.GOOD,
                        "10.0.0.7:41234"),
                new Row(
                        "theirs dropped",
                        member(Line.NO_CONNECTION, Tcp.SILENT, true, Optional.of(true)),
                        Level.TROUBLE,
                        "41234",
                        "hobnob peer --direct-port 15610",
                        "ufw allow 15610/tcp"),
                new Row(
                        "nothing listens",
                        member(Line.NO_CONNECTION, Tcp.REFUSED, false, Optional.empty()),
                        Level.TROUBLE,
                        "nothing listens at 10.0.0.7:41234"),
                new Row(
                        "kept apart",
                        member(Line.NO_CONNECTION, Tcp.SILENT, false, Optional.of(false)),
                        Level.TROUBLE,
                        "client isolation"),
                new Row(
                        "other key",
                        member(Line.WRONG_KEY, Tcp.OPEN, false, Optional.empty()),
                        Level.TROUBLE,
                        "/verify omar"),
                new Row("absent", member(Line.ABSENT, Tcp.OPEN, false, Optional.empty()), Level.NOTE, "not online"),
                new Row(
                        "original",
                        member(Line.ORIGINAL, Tcp.OPEN, false, Optional.empty()),
                        Level.NOTE,
                        "in the open"),
                new Row(
                        "told both ways",
                        member(Line.PROVED, Tcp.OPEN, false, Optional.of(true), Optional.of(true)),
                        Level.GOOD,
                        "both ways"),
                new Row(
                        "no way back",
                        member(Line.PROVED, Tcp.OPEN, false, Optional.of(false), Optional.of(true)),
                        Level.TROUBLE,
                        "a firewall here drops TCP port",
                        "ufw allow"),
                new Row("clock", Diagnosis.clock(true, Optional.empty()), Level.GOOD, "certificate"),
                new Row("same clock", Diagnosis.clock(true, Optional.of(-400L)), Level.GOOD, "like the registry's"),
                new Row("near", Diagnosis.clock(true, Optional.of(7_000L)), Level.GOOD, "7 s behind the registry's"),
                new Row("ahead", Diagnosis.clock(true, Optional.of(-3_600_000L)), Level.TROUBLE, "60 min ahead of"),
                new Row("behind", Diagnosis.clock(true, Optional.of(61_000L)), Level.TROUBLE, "61 s behind the"),
                new Row("no clock", Diagnosis.clock(false, Optional.empty()), Level.NOTE, "cannot be compared"),
                new Row("terminal", terminal(100, true), Level.GOOD, "100 columns"),
                new Row("narrow", terminal(40, true), Level.NOTE, "40 columns"),
                new Row("letters", terminal(100, false), Level.NOTE, "LANG=C.UTF-8"),
                new Row("disk", disk(1L << 33), Level.GOOD, "8192 MB"),
                new Row("full disk", disk(1L << 20), Level.TROUBLE, "1 MB", "df -h /home/dana/p"));
    }

    private static Finding terminal(int columns, boolean utf8) {
        return Diagnosis.machine(new Facts.Machine(0, Optional.of(columns), utf8, "/p", 1L << 33))
                .get(0);
    }

    private static Finding disk(long freeBytes) {
        return Diagnosis.machine(new Facts.Machine(0, Optional.empty(), true, "/home/dana/p", freeBytes))
                .get(1);
    }

    @TestFactory
    Stream<DynamicTest> troubleIsNamedWithWhatToType() {
        return rows().map(row -> DynamicTest.dynamicTest(row.name(), () -> {
            assertEquals(row.level(), row.found().level(), row.found()::toString);
            String all =
                    row.found().text() + "\n" + String.join("\n", row.found().advice());
            for (String said : row.says()) {
                assertTrue(all.contains(said), all);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongComesWithAdvice() {
        return rows().filter(row -> row.level() == Level.TROUBLE)
                .map(row -> DynamicTest.dynamicTest(
                        row.name(), () -> assertTrue(!row.found().advice().isEmpty())));
    }

    private static Facts.Member reached(String user, Optional<Boolean> multicast) {
        return new Facts.Member(user, "#lab3", "10.0.0.7:1", Line.PROVED, Tcp.OPEN, true, Optional.empty(), multicast);
    }

    @Test
    void multicastThatReachesNobodyIsNamedOnce() {
        List<Facts.Member> members = List.of(reached("omar", Optional.of(false)), reached("lena", Optional.empty()));
        List<Finding> findings = Diagnosis.members(members, OWN, HEARD);
        assertEquals(3, findings.size());
        assertTrue(findings.get(2).text().contains("IGMP snooping"), () -> "" + findings);
        assertTrue(findings.get(2).advice().get(0).contains("ufw allow 15700/udp"));
    }

    @Test
    void wayBackThatNobodyTookIsNamedOnceWithThePort() {
        Facts.Member omar = new Facts.Member(
                "omar", "#lab3", "10.0.0.7:1", Line.PROVED, Tcp.OPEN, false, Optional.empty(), Optional.of(true));
        Finding found = Diagnosis.members(List.of(omar, reached("lena", Optional.of(true))), OWN, HEARD)
                .get(2);
        assertEquals(Level.NOTE, found.level());
        assertTrue(found.text().startsWith("the way back: omar did not connect"), found::text);
        assertTrue(found.advice().get(0).contains("ufw allow 40001/tcp"));
    }

    @Test
    void multicastThatReachesSomebodyIsNoTrouble() {
        List<Facts.Member> members = List.of(reached("omar", Optional.of(false)), reached("lena", Optional.of(true)));
        assertEquals(2, Diagnosis.members(members, OWN, HEARD).size());
    }
}
