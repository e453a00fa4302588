package org.hobnob.peer;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.TestTerminal;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.testing.Await;

/** A person at a terminal in memory, with a whole peer behind it, in a Vert.x of its own on loopback. */
final class PersonFixture implements AutoCloseable {
    private final Vertx vertx;
    private final TestProfile profile = new TestProfile();
    private final TestTerminal terminal;
    private final String name;

    private PersonFixture(Vertx vertx, String name, TestTerminal terminal) {
        this.vertx = vertx;
        this.name = name;
        this.terminal = terminal;
    }

    /** At the first menu, the registry's key trusted. */
    static PersonFixture atMenu(String name, int registryPort) {
        return atMenu(name, registryPort, wide());
    }

    /** At the first menu, the registry's key trusted, at that terminal. */
    static PersonFixture atMenu(String name, int registryPort, TestTerminal terminal) {
        return atMenu(Vertx.vertx(), name, registryAt(registryPort), terminal);
    }

    /** At the first menu, the registry's key trusted, with a Vert.x of the caller's, which ends with the person. */
    static PersonFixture atMenu(Vertx vertx, String name, int registryPort) {
        return atMenu(vertx, name, registryAt(registryPort), wide());
    }

    private static PeerSettings.Registries registryAt(int port) {
        return PeerSettings.Registries.at(new HostPort("127.0.0.1", port));
    }

    private static TestTerminal wide() {
        return new TestTerminal(new Appearance(false, false), Clock.systemUTC());
    }

    /** At the first menu, the registry's key known from before. */
    static PersonFixture knowing(String name, int registryPort, Pin pin) {
        List<HostPort> at = List.of(new HostPort("127.0.0.1", registryPort));
        return atMenu(Vertx.vertx(), name, new PeerSettings.Registries(at, Optional.of(pin)), wide());
    }

    private static PersonFixture atMenu(
            Vertx vertx, String name, PeerSettings.Registries registries, TestTerminal terminal) {
        PersonFixture person = new PersonFixture(vertx, name, terminal);
        PeerSettings settings = new PeerSettings(
                registries, TlsEngine.AUTO, PeerSettings.Network.on(Interfaces.loopback()), person.profile.profile());
        Await.await(Peer.start(person.vertx, settings, person.terminal.verticle())
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin()))));
        person.terminal.begin();
        return person;
    }

    /** Signed up and logged in, by menu. */
    static PersonFixture online(String name, int registryPort) {
        PersonFixture person = atMenu(name, registryPort);
        person.type("1", "username: ").type(name, "password (not shown): ").type("topsecret", "again: ");
        return person.type("topsecret", "Logged in as " + name + ".").endsWith("Choice: ");
    }

    String name() {
        return name;
    }

    /** Types a line and waits for what it brings. */
    PersonFixture type(String line, String seen) {
        terminal.type(line, seen);
        return this;
    }

    /** Types lines without waiting. */
    PersonFixture say(String... lines) {
        for (String line : lines) {
            terminal.keys(line + "\r");
        }
        return this;
    }

    /** Presses keys. */
    PersonFixture keys(String keys) {
        terminal.keys(keys);
        return this;
    }

    PersonFixture see(String text) {
        terminal.see(text);
        return this;
    }

    PersonFixture endsWith(String text) {
        terminal.endsWith(text);
        return this;
    }

    /** The parts of the screen's lines from the text on, in their order. */
    List<String> from(String text) {
        return terminal.lines().stream()
                .filter(line -> line.contains(text))
                .map(line -> line.substring(line.indexOf(text)))
                .toList();
    }

    /** The lines of the screen, also those that have scrolled by. */
    List<String> lines() {
        return terminal.lines();
    }

    /** All that the terminal got. */
    String raw() {
        return terminal.raw();
    }

    /** Waits until so many lines have the text. */
    PersonFixture sees(int times, String text) {
        Awaitility.await(name + " sees " + times + " × " + text)
                .atMost(TestTerminal.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> from(text).size() >= times);
        return this;
    }

    @Override
    public void close() {
        // What the peer shows to the end finds the terminal still there.
        Await.await(vertx.close());
        terminal.close();
        profile.delete();
    }
}
