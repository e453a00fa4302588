package org.hobnob.peer;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.socket.SocketDoor;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in docs/examples at peers of a real registry. */
@Tag("slow")
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../docs/examples").toAbsolutePath();
    private static final int MOST_LINE = 512;

    @TempDir
    static Path folder;

    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static RegistryFixture registry;
    private static Path dana;
    private static Path robot;
    private static int danasPort;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(isThere("python3"), "skipped: there is no python3");
        registry = RegistryFixture.start(folder);
        OPEN.add(registry);
        dana = peer("dana");
        robot = peer("robot");
        danasPort = ircServer(dana);
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, command)));
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = OPEN.size() - 1; i >= 0; i--) {
            OPEN.get(i).close();
        }
    }

    /** A user's peer with a socket for programs. */
    private static Path peer(String name) throws IOException {
        Vertx vertx = Vertx.vertx();
        TestProfile profile = new TestProfile();
        OPEN.add(profile::delete);
        OPEN.add(() -> await(vertx.close()));
        ScriptVerticle script = new ScriptVerticle(Clock.systemUTC(), end -> {});
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort("127.0.0.1", registry.port())),
                TlsEngine.AUTO,
                PeerSettings.Network.on(Interfaces.loopback()),
                profile.profile());
        Peer peer = await(Peer.start(vertx, settings, script));
        await(peer.connect().compose(seen -> peer.trust(seen.pin())));
        await(script.login(new UserName(name), new Password("secret words"), true, false));
        Path socket = folder.resolve(name + ".sock");
        OPEN.add(SocketDoor.open(socket, script, 8));
        return socket;
    }

    private static Process python(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OPEN.add(process::destroy);
        return process;
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** An IRC client that knows nothing but lines. */
    private static final class IrcClient {
        private final Socket socket;
        private final BufferedReader in;

        IrcClient(int port, String nick, String password) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            OPEN.add(socket);
            in = lines(socket.getInputStream());
            say("CAP LS 302");
            say("PASS " + password);
            say("NICK " + nick);
            say("USER " + nick + " 0 * :" + nick);
            say("CAP END");
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** The next line that contains this. */
        String see(String text) throws IOException {
            return see(text, line -> line.contains(text));
        }

        private String see(String what, Predicate<String> fits) throws IOException {
            List<String> passed = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                assertTrue(line.getBytes(StandardCharsets.UTF_8).length + 2 <= MOST_LINE, line);
                if (fits.test(line)) {
                    return line;
                }
                passed.add(line);
            }
            throw new AssertionError("no " + what + " in " + passed);
        }
    }

    private static int ircServer(Path peer) throws IOException {
        Path password = Files.writeString(folder.resolve("irc-password"), "sesame\n");
        Process server = python(
                EXAMPLES.resolve("irc.py").toString(),
                peer.toString(),
                "--port",
                "0",
                "--password-file",
                password.toString());
        String line = lines(server.getInputStream()).readLine();
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    @Test
    void botAnswersPeopleOnIrc() throws IOException {
        IrcClient client = new IrcClient(danasPort, "someone", "sesame");
        client.see(" 001 dana ");
        client.say("JOIN #bots");
        client.see("dana!dana@hobnob JOIN #bots");
        client.see(" 353 dana = #bots :@dana");
        python(EXAMPLES.resolve("bot.py").toString(), robot.toString(), "bots");
        client.see("robot!robot@hobnob JOIN #bots");
        client.say("PRIVMSG #bots :!echo grüße, 漢字 and 😀");
        assertEquals(":robot!robot@hobnob PRIVMSG #bots :grüße, 漢字 and 😀", client.see("grüße"));
        client.say("PRIVMSG robot :!help");
        assertEquals(":robot!robot@hobnob PRIVMSG dana :I know !echo, !help, !time", client.see("I know"));
        client.say("PRIVMSG robot :!echo " + "ten bytes ".repeat(100));
        String part = client.see("ten bytes");
        assertTrue(part.length() > 450 && part.matches(".* (ten|bytes)"), part);
        client.see("ten bytes");
        client.say("PRIVMSG robot :!echo a\u001b[2J\u0002b");
        String hostile = client.see("PRIVMSG dana :a");
        assertTrue(hostile.endsWith(":a\ufffd[2J\ufffdb"), hostile);
    }

    @Test
    void ircClientSeesRoomsPeopleAndTopics() throws IOException {
        IrcClient one = new IrcClient(danasPort, "dana", "sesame");
        one.see(" 001 dana ");
        one.say("JOIN #lab");
        one.see(" 366 dana #lab ");
        IrcClient again = new IrcClient(danasPort, "dana", "sesame");
        again.see("dana!dana@hobnob JOIN #lab");
        IrcClient other = new IrcClient(ircServer(robot), "robot", "sesame");
        other.say("JOIN #lab");
        one.see("robot!robot@hobnob JOIN #lab");
        one.say("TOPIC #lab :rats and mice");
        other.see("dana!dana@hobnob TOPIC #lab :rats and mice");
        one.say("PRIVMSG #lab :\u0001ACTION waves\u0001");
        assertEquals(":dana!dana@hobnob PRIVMSG #lab :\u0001ACTION waves\u0001", other.see("waves"));
        assertEquals(":dana!dana@hobnob PRIVMSG #lab :\u0001ACTION waves\u0001", again.see("waves"));
        other.say("LIST");
        other.see(" 322 robot #lab 2 ");
        other.say("WHO #lab");
        other.see(" 352 robot #lab dana ");
        other.say("WHOIS dana");
        assertTrue(other.see(" 319 robot dana :").contains("#lab"));
        other.say("TOPIC #lab :mine");
        other.see(" 482 robot #lab ");
        other.say("PRIVMSG nobodyhere :hi");
        other.see(" 401 robot nobodyhere ");
        other.say("NAMES #lab");
        assertEquals(":hobnob 353 robot = #lab :@dana robot", other.see(" 353 "));
        other.say("PING :x");
        other.see("PONG hobnob :x");
        other.say("PART #lab");
        one.see("robot!robot@hobnob PART #lab");
        other.say("QUIT");
        other.see("ERROR");
    }

    @Test
    void wrongPasswordOfIrcIsRefused() throws IOException {
        IrcClient client = new IrcClient(danasPort, "dana", "wrong");
        client.see(" 464 ");
        client.see("ERROR");
    }
}
