package org.hobnob.peer.console.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.FakePeer;
import org.hobnob.peer.console.Presenter;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.Topic;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.LinkWording;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.PasswordHash;

/** A person's way through menus and questions, without any terminal. */
public final class FlowFixture {
    public static final Clock TWO_PAST_TEN = Clock.fixed(Instant.parse("2026-01-05T10:02:00Z"), ZoneOffset.UTC);

    public final FakePeer peer = new FakePeer();
    public final List<String> screen = new ArrayList<>();
    /** What rang the bell, as {@code from: text}. */
    public final List<String> alerts = new ArrayList<>();

    public final List<Runnable> later = new ArrayList<>();
    public final ConsoleState session;
    final Flow flow;
    private final Presenter presenter;
    private final Commands commands;
    private boolean ended;
    private int answers;

    private final class TestScreen implements Screen {
        @Override
        public void show(Role role, String line) {
            screen.add(role.mark() + line);
        }

        @Override
        public void alert(Alert alert) {
            alerts.add(alert.from() + ": " + alert.text());
        }

        @Override
        public Reader reader() {
            return Reader.TERMINAL;
        }
    }

    public FlowFixture() {
        this(PeerValues.defaults());
    }

    public FlowFixture(PeerValues settings) {
        this(settings, true);
    }

    private FlowFixture(PeerValues settings, boolean begins) {
        session = new ConsoleState(peer, new TestScreen(), settings);
        commands = new Commands(session, () -> ended = true, TWO_PAST_TEN);
        flow = new Flow(session, commands, TWO_PAST_TEN, (afterMs, work) -> later.add(work), () -> {});
        presenter = new Presenter(session, LinkWording.timed(TWO_PAST_TEN), flow, TWO_PAST_TEN);
        if (begins) {
            assertTrue(flow.begin(Arrival.PLAIN, Optional.empty()).succeeded());
        }
    }

    /** Before the program's beginning: the line to the registry may be there already. */
    public static FlowFixture notBegun() {
        return new FlowFixture(PeerValues.defaults(), false);
    }

    public static String hash(String password) {
        return PasswordHash.ofPassword(password).hex();
    }

    /** Logged in as dana. */
    public static FlowFixture loggedIn() {
        FlowFixture fixture = new FlowFixture();
        fixture.peer.accounts.put("dana", hash("secret"));
        fixture.type("2", "dana", "secret").prompts("Choice: ");
        fixture.screen.clear();
        return fixture;
    }

    /** The program's beginning, at which the profile's key may log in. */
    public FlowFixture begins() {
        return arrives(Arrival.PLAIN);
    }

    /** The program's beginning, for somebody who comes by a link. */
    public FlowFixture arrives(Arrival arrival) {
        assertTrue(commands.accounts()
                .loginStayed()
                .compose(done -> commands.accounts().lastUser())
                .compose(last -> flow.begin(arrival, last))
                .succeeded());
        return this;
    }

    /** Types lines, each when the one before is done. */
    public FlowFixture type(String... lines) {
        for (String line : lines) {
            answers++;
            assertTrue(flow.line(line).succeeded(), () -> "not done: " + line);
        }
        return this;
    }

    /** Types a line whose work is not done when this returns. */
    public FlowFixture enters(String line) {
        answers++;
        assertFalse(flow.line(line).isComplete(), () -> "done already: " + line);
        return this;
    }

    /** Enters what was pasted. */
    public FlowFixture paste(String text) {
        answers++;
        assertTrue(flow.entry(new Entry(text, true)).succeeded(), () -> "not done: " + text);
        return this;
    }

    /** Ctrl-D on an empty line. */
    public FlowFixture endOfInput() {
        assertTrue(flow.endOfInput().succeeded());
        return this;
    }

    /** Goes through the menus to the entry with this command. */
    public FlowFixture choose(String command) {
        String name = command.split(" ")[0].substring(1);
        Topic topic = CommandTable.find(name).orElseThrow().topic();
        return type("/menu", number(Menu.MAIN, "/menu more"), number(Menu.MORE, "/menu " + topic.word()))
                .type(number(Menu.of(topic), command));
    }

    private static String number(Menu menu, String command) {
        List<String> commands = menu.entries().stream().map(Menu.Entry::command).toList();
        assertTrue(commands.contains(command), () -> "no " + command + " in " + menu);
        return String.valueOf(commands.indexOf(command) + 1);
    }

    public int answers() {
        return answers;
    }

    /** What the other verticles tell. */
    public FlowFixture hear(String action, JsonObject body) {
        presenter.events().get(action).accept(body);
        flow.settle();
        return this;
    }

    public FlowFixture prompts(String prompt) {
        assertEquals(prompt, flow.prompt().text(), () -> "screen: " + screen);
        return this;
    }

    /** Whether what was typed before is dropped. */
    public FlowFixture fresh(boolean fresh) {
        assertEquals(fresh, flow.prompt().fresh());
        return this;
    }

    public FlowFixture hidden(boolean hidden) {
        assertEquals(hidden, flow.prompt().hidden());
        return this;
    }

    public FlowFixture sees(String text) {
        assertTrue(screen.stream().anyMatch(line -> line.contains(text)), () -> "no «" + text + "» in " + screen);
        return this;
    }

    /** The lines stand below each other, without others between them. */
    public FlowFixture seesInOrder(String... lines) {
        assertTrue(
                Collections.indexOfSubList(screen, List.of(lines)) >= 0,
                () -> "no " + List.of(lines) + " in " + screen);
        return this;
    }

    public FlowFixture seesNot(String text) {
        assertFalse(screen.stream().anyMatch(line -> line.contains(text)), () -> "«" + text + "» in " + screen);
        return this;
    }

    public FlowFixture asked(String text) {
        assertTrue(peer.asked.stream().anyMatch(one -> one.contains(text)), () -> "no «" + text + "» in " + peer.asked);
        return this;
    }

    public FlowFixture askedNot(String text) {
        assertFalse(peer.asked.stream().anyMatch(one -> one.contains(text)), () -> peer.asked.toString());
        return this;
    }

    public FlowFixture clear() {
        screen.clear();
        peer.asked.clear();
        return this;
    }

    public boolean ended() {
        return ended;
    }
}
