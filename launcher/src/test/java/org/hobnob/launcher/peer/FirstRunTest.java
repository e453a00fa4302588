package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hobnob.discovery.Found;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.TestTerminal;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.GuideScreens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the start of the program to the connection: what is asked, and what each answer leads to. */
class FirstRunTest {
    private static final Pin KEY = Pin.parse("0f".repeat(32)).orElseThrow();
    private static final Pin OTHER_KEY = Pin.parse("0e".repeat(32)).orElseThrow();
    private static final HostPort LAB3 = new HostPort("10.0.0.5", 15_600);
    private static final HostPort OTHER = new HostPort("10.0.0.9", 15_600);
    private static final UserFacingException NO_ANSWER =
            new UserFacingException(ExitCode.NETWORK, "no registry answers");
    private static final UserFacingException MISMATCH = new UserFacingException(ExitCode.UNTRUSTED_KEY, "another key");

    @TempDir
    private Path folder;

    private final FakePerson person = new FakePerson();
    private final Network network = new Network();
    private final Target started = new Target(List.of(LAB3), Optional.of(KEY), Target.Source.OWN, Arrival.PLAIN);
    private Optional<Target> startable = Optional.of(started);
    private KnownRegistries known;

    /** What is announced on the network. */
    private static final class Network implements Lookout {
        private final List<Found> found = new ArrayList<>();
        private Runnable listener = () -> {};
        private int looked;

        void announce(String name, Pin key, HostPort... addresses) {
            found.add(new Found(name, key, List.of(addresses)));
            listener.run();
        }

        @Override
        public boolean isLooking() {
            return true;
        }

        @Override
        public List<Found> await() {
            looked++;
            return found();
        }

        @Override
        public List<Found> found() {
            return List.copyOf(found);
        }

        @Override
        public void listen(Runnable next) {
            listener = next;
        }

        @Override
        public void close() {
            listener = () -> {};
        }
    }

    @BeforeEach
    void profile() {
        known = new KnownRegistries(folder);
    }

    private Targets targets(HostPort... last) {
        return targets(true, last);
    }

    private Targets targets(boolean acceptsNew, HostPort... last) {
        Optional<List<HostPort>> before = last.length == 0 ? Optional.empty() : Optional.of(List.of(last));
        return new Targets(person, new Trust(known, acceptsNew), network, before, () -> startable);
    }

    private Target first(HostPort... last) {
        return targets(last).first(Optional.empty(), Optional.empty());
    }

    private static JoinLink link(String room) {
        return new JoinLink(
                List.of(LAB3), KEY.plain(), Optional.ofNullable(room).flatMap(RoomName::of));
    }

    @Test
    void oneAnswerConnectsToARegistryThatIsFound() {
        network.announce("Lab 3", KEY, LAB3);
        person.answers("1");
        Target target = first();
        assertEquals(new Target(List.of(LAB3), Optional.of(KEY), Target.Source.FOUND, Arrival.PLAIN), target);
        assertEquals(1, person.given());
        person.sees("  1 : \"Lab 3\"  10.0.0.5:15600  key " + KEY.shortForm());
        person.sees("A number trusts that key");
    }

    @Test
    void guideShowsTheChoiceOfARegistry() {
        network.announce("Lab 3", KEY, LAB3);
        try (TestTerminal dana = TestTerminal.ofColumns(100)) {
            var target = dana.before(console -> new Targets(
                            new AtTerminal(console), new Trust(known, true), network, Optional.empty(), () -> startable)
                    .first(Optional.empty(), Optional.empty()));
            dana.endsWith("Registry: ").keys("1\r");
            target.orTimeout(20, TimeUnit.SECONDS).join();
            GuideScreens.check("registries", dana.lines());
        }
    }

    @Test
    void enterDoesNotTrustANewKey() {
        network.announce("Lab 3", KEY, LAB3);
        person.answers("", "quit");
        assertThrows(LeftException.class, this::first);
        person.sees("!! type a number");
    }

    @Test
    void enterTakesTheOnlyRegistryThatIsKnown() {
        known.remember("10.9.9.9:15600", KEY);
        network.announce("Lab 3", KEY, LAB3);
        network.announce("new", OTHER_KEY, OTHER);
        person.answers("");
        assertEquals(List.of(LAB3), first().registries());
        person.sees("  known");
    }

    @Test
    void laterFindsAreShownBelowAndNumbersStay() {
        network.announce("Lab 3", KEY, LAB3);
        Person late = new Person() {
            @Override
            public void show(org.hobnob.peer.console.text.Role role, String line) {
                person.show(role, line);
            }

            @Override
            public Optional<String> ask(String question) {
                network.announce("Lab 4", OTHER_KEY, OTHER);
                return Optional.of("3");
            }
        };
        Targets targets = new Targets(late, new Trust(known, true), network, Optional.empty(), () -> startable);
        assertEquals(
                List.of(OTHER),
                targets.first(Optional.empty(), Optional.empty()).registries());
        person.sees("  2 : start a registry on this computer");
        person.sees("  3 : \"Lab 4\"");
    }

    @Test
    void whereNobodyIsFoundARegistryCanBeStarted() {
        person.answers("2");
        assertSame(started, first());
        person.sees("No registry was found on this network.");
        person.sees("  1 : type an address or a join link");
    }

    @Test
    void aStartThatFailsLeadsBackToTheQuestion() {
        startable = Optional.empty();
        person.answers("2", "10.0.0.7");
        assertEquals(List.of(new HostPort("10.0.0.7", 15_600)), first().registries());
    }

    @Test
    void wordsThatMeanSomethingElseAreNoHosts() {
        person.answers("help", "?", "7", "quit");
        assertThrows(LeftException.class, this::first);
        person.sees("hobnob://…");
        person.sees("!! choose a number of the list");
        for (String word : new String[] {"q", "QUIT", "exit", "/quit"}) {
            person.answers(word);
            assertThrows(LeftException.class, this::first, word);
        }
    }

    @Test
    void aLinkAtTheQuestionIsConfirmed() {
        person.answers("hobnob://x", link("lab3").toString(), "dana");
        Target target = first();
        assertEquals(Target.Source.LINK, target.source());
        assertEquals(Optional.of(new RoomName("lab3")), target.arrival().room());
        person.sees("!! this link is damaged");
    }

    @Test
    void aLinkWithANewKeyTakesOneAnswer() {
        person.answers("dana");
        Target target = targets().first(Optional.empty(), Optional.of(link("lab3")));
        assertEquals(1, person.given());
        assertEquals(Optional.of(KEY), target.key());
        assertEquals(
                new Arrival(Optional.of(new UserName("dana")), Optional.of(new RoomName("lab3"))), target.arrival());
        person.sees("    " + KEY.shortForm());
        person.sees("    in full " + KEY);
        person.sees("Anybody can write a link.");
        assertEquals(0, network.looked);
    }

    @Test
    void aLinkThatIsNotConfirmedConnectsToNothing() {
        for (String no : new String[] {"", "n", "no", "quit"}) {
            person.answers(no);
            UserFacingException refused = assertThrows(
                    UserFacingException.class, () -> targets().first(Optional.empty(), Optional.of(link(null))), no);
            assertEquals(ExitCode.UNTRUSTED_KEY, refused.exitCode());
        }
        person.answers("y", "n");
        assertThrows(UserFacingException.class, () -> targets().first(Optional.empty(), Optional.of(link(null))));
        person.sees("!! type your name there");
    }

    @Test
    void aLinkWithAKnownKeyIsConfirmedWithoutAName() {
        known.remember("10.9.9.9:15600", KEY);
        person.answers("");
        Target target = targets().first(Optional.empty(), Optional.of(link("lab3")));
        assertEquals(Optional.empty(), target.arrival().name());
        person.sees("You know this key.");
        person.answers("x", "n");
        assertThrows(UserFacingException.class, () -> targets().first(Optional.empty(), Optional.of(link("lab3"))));
    }

    @Test
    void neitherLinkNorAnnouncementReplacesATrustedKey() {
        known.remember(LAB3.toString(), OTHER_KEY);
        person.answers("dana");
        assertThrows(UserFacingException.class, () -> targets().first(Optional.empty(), Optional.of(link(null))));
        assertEquals(0, person.given());
        network.announce("Lab 3", KEY, LAB3);
        FakePerson other = new FakePerson().answers("1", "quit");
        Targets targets = new Targets(other, new Trust(known, true), network, Optional.empty(), () -> startable);
        assertThrows(LeftException.class, () -> targets.first(Optional.empty(), Optional.empty()));
        other.sees("NOT the key that you trust");
        other.sees("!! You trust another key");
    }

    @Test
    void manualTrustTakesNoNewKey() {
        network.announce("Lab 3", KEY, LAB3);
        person.answers("1");
        UserFacingException refused =
                assertThrows(UserFacingException.class, () -> targets(false).first(Optional.empty(), Optional.empty()));
        assertEquals(ExitCode.UNTRUSTED_KEY, refused.exitCode());
        assertThrows(UserFacingException.class, () -> targets(false).first(Optional.empty(), Optional.of(link(null))));
    }

    @Test
    void theSecondRunAsksNothingAndLooksForNobody() {
        known.remember(LAB3.toString(), KEY);
        assertEquals(Target.of(List.of(LAB3), Target.Source.LAST), first(LAB3));
        assertEquals(0, person.given());
        assertEquals(0, network.looked);
    }

    @Test
    void aRegistryWithAnotherAddressTodayIsFoundByItsKey() {
        known.remember(LAB3.toString(), KEY);
        network.announce("stranger", OTHER_KEY, new HostPort("10.0.0.1", 1));
        network.announce("Lab 3", KEY, OTHER);
        Targets targets = targets(LAB3);
        Target target = targets.next(targets.first(Optional.empty(), Optional.empty()), NO_ANSWER);
        assertEquals(List.of(OTHER), target.registries());
        assertEquals(Optional.of(KEY), target.key());
        assertEquals(0, person.given());
    }

    @Test
    void aRegistryThatIsGoneLeadsToTheQuestion() {
        known.remember(LAB3.toString(), KEY);
        Targets targets = targets(LAB3);
        person.answers("");
        Target target = targets.next(targets.first(Optional.empty(), Optional.empty()), NO_ANSWER);
        assertEquals(Target.of(List.of(LAB3), Target.Source.LAST), target);
        person.sees("!! no registry answers");
    }

    @Test
    void anAnnouncementWithAFalseKeyIsToldAndAskedAgain() {
        network.announce("Lab 3", KEY, LAB3);
        person.answers("1", "10.0.0.7");
        Targets targets = targets();
        Target target = targets.next(targets.first(Optional.empty(), Optional.empty()), MISMATCH);
        assertEquals(Target.Source.TYPED, target.source());
        person.sees("!! another key");
    }

    @Test
    void otherMismatchesAndNamedRegistriesEndTheProgram() {
        known.remember(LAB3.toString(), KEY);
        Targets last = targets(LAB3);
        Target before = last.first(Optional.empty(), Optional.empty());
        assertSame(MISMATCH, assertThrows(UserFacingException.class, () -> last.next(before, MISMATCH)));
        Targets given = targets();
        Target named = given.first(Optional.of(List.of(LAB3)), Optional.empty());
        assertSame(NO_ANSWER, assertThrows(UserFacingException.class, () -> given.next(named, NO_ANSWER)));
        assertTrue(person.seen.isEmpty());
    }

    @Test
    void hostileNamesOnTheNetworkAreHarmless() {
        network.announce("", KEY, LAB3);
        person.answers("1");
        first();
        person.sees("  1 : 10.0.0.5:15600  key ");
    }
}
