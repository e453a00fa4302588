package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hobnob.peer.console.TerminalFixture;
import org.hobnob.peer.console.TestTerminal;
import org.hobnob.testing.GuideScreens;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The screens of the user guide, as people see them who sit at terminals in memory, with whole peers behind them and a real
 * registry. With {@code -Dhobnob.guide.write=true} it writes them into the guide.
 */
@Tag("slow")
class GuideScreensTest {
    private static final int COLUMNS = 100;
    private static final String PASSWORD = "river lamp stone four";

    @TempDir
    Path folder;

    private final List<PersonFixture> people = new ArrayList<>();
    private RegistryFixture registry;
    private PersonFixture amir;
    private int read;

    private void start() {
        registry = RegistryFixture.start(folder, new TestSettings().fixedPorts());
        amir = online("amir");
        amir.type("/create lab3", "#lab3 created").endsWith("#lab3> ");
        amir.type("/topic printers, floor 3", "topic of #lab3: printers, floor 3");
    }

    @AfterEach
    void stop() {
        people.forEach(PersonFixture::close);
        if (registry != null) {
            registry.close();
        }
    }

    private PersonFixture added(PersonFixture person) {
        people.add(person);
        return person;
    }

    private PersonFixture online(String name) {
        return added(PersonFixture.online(name, registry.port()));
    }

    /** The screen from where the last one ended, or from the prompt at which it ended. */
    private void check(String name, PersonFixture person) {
        List<String> lines = person.lines();
        // How a line came, apart from multicast, is told behind it, and a matter of chance here.
        List<String> screen = lines.subList(read, lines.size()).stream()
                .map(line -> line.replaceFirst("  \\((fetched|tcp)\\)$", ""))
                .toList();
        GuideScreens.check(name, screen);
        read = lines.size() - 1;
    }

    @Test
    void guideShowsWhatTerminalsShow() {
        start();
        PersonFixture dana = added(PersonFixture.atMenu("dana", registry.port(), TestTerminal.ofColumns(COLUMNS)));
        signsUp(dana);
        talksInARoom(dana);
        writesToOthers(dana);
        isCalled(dana);
        isWrittenToAtTheMenu(dana);
        readsPaper(added(PersonFixture.atMenu("lena", registry.port(), TestTerminal.paperOfColumns(COLUMNS))));
    }

    private void signsUp(PersonFixture person) {
        person.type(person.name(), "password (not shown): ").type(PASSWORD, "again: ");
        person.type(PASSWORD, "More …").endsWith("Choice: ");
        check("sign-up", person);
    }

    private void talksInARoom(PersonFixture dana) {
        dana.type("#lab3", "You are talking").endsWith("#lab3> ");
        amir.see("dana joined");
        dana.type("hello *everyone*", "everybody in #lab3 has it").endsWith("#lab3> ");
        amir.see("dana: hello").say("welcome, and mind the step");
        dana.see("mind the step").endsWith("#lab3> ");
        check("room", dana);
    }

    private void writesToOthers(PersonFixture dana) {
        dana.type("/msg amir are you in the lab?", "amir has it").endsWith("#lab3> ");
        dana.type("/msg amir", "@amir> ").endsWith("@amir> ");
        dana.type("/switch lab3", "#lab3> ").endsWith("#lab3> ");
        check("where-lines-go", dana);
        PersonFixture omar = online("omar");
        omar.type("/quit", "Logged out");
        amir.type("/whois omar", "not online");
        dana.type("/msg omar the printer is free", "omar is offline").endsWith("#lab3> ");
        check("kept", dana);
    }

    private void isCalled(PersonFixture dana) {
        dana.type("/create help", "#help created").endsWith("#help> ");
        read = dana.lines().size() - 1;
        amir.say("the toner has come", "dana, can you change it?");
        dana.see("change it?").endsWith("[#lab3 1!2] #help> ");
        amir.say("/msg dana it is at the door");
        dana.see("at the door").endsWith("[#lab3 1!2] [@amir 1] #help> ");
        dana.type("/next", "2 new lines in #lab3").endsWith("[@amir 1] #lab3> ");
        dana.type("/next", "1 new line in @amir").endsWith("@amir> ");
        check("unread", dana);
    }

    private void isWrittenToAtTheMenu(PersonFixture dana) {
        dana.type("/menu", "More …").endsWith("Choice: ");
        read = dana.lines().size() - 1;
        amir.say("/msg dana lunch?");
        dana.see("lunch?").endsWith("[@amir 1] Choice: ");
        dana.type("in five minutes", "Say this to amir?").endsWith("Say this to amir? [y/N] ");
        dana.type("y", "you: in five minutes").endsWith("@amir> ");
        check("answer", dana);
    }

    private void readsPaper(PersonFixture lena) {
        lena.type("lena", "password (not shown): ").type(PASSWORD, "again: ");
        lena.type(PASSWORD, "More …").endsWith("Choice: ");
        read = lena.lines().size() - 1;
        lena.type("/create lab4", "#lab4 created").endsWith("#lab4> ");
        amir.type("/join lab4", "#lab4 joined");
        lena.see("amir joined");
        lena.type("hello", "everybody in #lab4 has it");
        amir.see("lena: hello").say("hello lena");
        lena.see("amir: hello lena").type("/whois bob", "no such user").endsWith("#lab4> ");
        check("plain", lena);
    }

    @Test
    void guideShowsWhatTheDoctorFinds() {
        try (TerminalFixture dana = new TerminalFixture(COLUMNS, 40)) {
            dana.peer.measured.putAll(DoctorScreen.measured());
            dana.peer.withOnline("dana");
            dana.type("/login dana", "password (not shown): ")
                    .type("secret", "More …")
                    .endsWith("Choice: ");
            int from = dana.lines().size() - 1;
            dana.type("/doctor", "/doctor is done").endsWith("Choice: ");
            GuideScreens.check(
                    "doctor",
                    dana.lines().subList(from, dana.lines().size()).stream()
                            .map(line -> line.replaceAll("in [0-9]+ ms", "in 2 ms"))
                            .filter(line -> !line.startsWith("!! terminal") && !line.startsWith("-- terminal"))
                            .toList());
        }
    }

    @Test
    void everyScreenOfTheGuideIsChecked() {
        assertEquals(
                Set.of(
                        "registries",
                        "sign-up",
                        "room",
                        "where-lines-go",
                        "kept",
                        "unread",
                        "answer",
                        "plain",
                        "doctor"),
                GuideScreens.names());
    }

    /** A network that drops keep-alives. */
    private static final class DoctorScreen {
        static java.util.Map<String, JsonObject> measured() {
            JsonObject omar =
                    new JsonObject().put("user", "omar").put("original", false).put("multicast", true);
            JsonObject room = new JsonObject()
                    .put("room", "lab3")
                    .put("kind", "sealed")
                    .put("multicast", true)
                    .put("members", new JsonArray().add(omar));
            return java.util.Map.of(
                    "health",
                    new JsonObject()
                            .put("registry", "10.79.0.1:15600")
                            .put("connected", true)
                            .put("profile", "/home/dana/.local/share/hobnob/profiles/default")
                            .put("freeBytes", 72L << 30)
                            .put(
                                    "keepAlives",
                                    new JsonObject()
                                            .put("port", 15_601)
                                            .put("asked", 9)
                                            .put("answered", 0)),
                    "hear-self",
                    new JsonObject()
                            .put("interface", "eth0 (10.79.0.2)")
                            .put("heard", true)
                            .put("port", 15_700),
                    "counts",
                    new JsonObject().put("port", 40_001),
                    "line",
                    new JsonObject()
                            .put("ip", "10.79.0.7")
                            .put("port", 41_234)
                            .put("works", true)
                            .put("incoming", true),
                    "paths",
                    new JsonObject().put("rooms", new JsonArray().add(room)));
        }
    }
}
