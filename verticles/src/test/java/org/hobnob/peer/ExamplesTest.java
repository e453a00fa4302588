package org.hobnob.peer;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
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
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.peer.script.SocketDoor;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in docs/examples at peers of a real registry. */
@Tag("slow")
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../docs/examples").toAbsolutePath();
    private static final int MOST_LINE = 512;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(python("--version").waitFor() == 0, "skipped: there is no python3");
        registry = RegistryFixture.start(folder);
        open.add(registry);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** A user's peer with a socket for programs. */
    private Path peer(String name) throws IOException {
        Vertx vertx = Vertx.vertx();
        TestProfile profile = new TestProfile();
        open.add(profile::delete);
        open.add(() -> await(vertx.close()));
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
        open.add(SocketDoor.open(socket, script));
        return socket;
    }

    private Process python(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        open.add(process::destroy);
        return process;
    }

    private static BufferedReader lines(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** An IRC client that knows nothing but lines. */
    private final class IrcClient {
        private final Socket socket;
        private final BufferedReader in;

        IrcClient(int port, String nick, String password) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            open.add(socket);
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

    private int ircServer(Path peer) throws IOException {
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
        int port = ircServer(peer("dana"));
        IrcClient dana = new IrcClient(port, "someone", "sesame");
        dana.see(" 001 dana ");
        dana.say("JOIN #lab");
        dana.see("dana!dana@hobnob JOIN #lab");
        dana.see(" 353 dana = #lab :@dana");
        python(EXAMPLES.resolve("bot.py").toString(), peer("robot").toString(), "lab");
        dana.see("robot!robot@hobnob JOIN #lab");
        dana.say("PRIVMSG #lab :!echo grüße, 漢字 and 😀");
        assertEquals(":robot!robot@hobnob PRIVMSG #lab :grüße, 漢字 and 😀", dana.see("grüße"));
        dana.say("PRIVMSG robot :!help");
        assertEquals(":robot!robot@hobnob PRIVMSG dana :I know !echo, !help, !time", dana.see("I know"));
        dana.say("PRIVMSG robot :!echo " + "ten bytes ".repeat(100));
        String part = dana.see("ten bytes");
        assertTrue(part.length() > 450 && part.matches(".* (ten|bytes)"), part);
        dana.see("ten bytes");
        dana.say("PRIVMSG robot :!echo a\u001b[2J\u0002b");
        assertTrue(dana.see("PRIVMSG dana :a").endsWith(":a\ufffd[2J\ufffdb"));
    }

    @Test
    void ircClientSeesRoomsPeopleAndTopics() throws IOException {
        Path peer = peer("dana");
        int port = ircServer(peer);
        IrcClient dana = new IrcClient(port, "dana", "sesame");
        dana.see(" 001 dana ");
        dana.say("JOIN #lab");
        dana.see(" 366 dana #lab ");
        IrcClient again = new IrcClient(port, "dana", "sesame");
        again.see("dana!dana@hobnob JOIN #lab");
        IrcClient omar = new IrcClient(ircServer(peer("omar")), "omar", "sesame");
        omar.say("JOIN #lab");
        dana.see("omar!omar@hobnob JOIN #lab");
        dana.say("TOPIC #lab :rats and mice");
        omar.see("dana!dana@hobnob TOPIC #lab :rats and mice");
        dana.say("PRIVMSG #lab :\u0001ACTION waves\u0001");
        assertEquals(":dana!dana@hobnob PRIVMSG #lab :\u0001ACTION waves\u0001", omar.see("waves"));
        assertEquals(":dana!dana@hobnob PRIVMSG #lab :\u0001ACTION waves\u0001", again.see("waves"));
        omar.say("LIST");
        omar.see(" 322 omar #lab 2 ");
        omar.say("WHO #lab");
        omar.see(" 352 omar #lab dana ");
        omar.say("WHOIS dana");
        omar.see(" 319 omar dana :#lab");
        omar.say("TOPIC #lab :mine");
        omar.see(" 482 omar #lab ");
        omar.say("PRIVMSG nobodyhere :hi");
        omar.see(" 401 omar nobodyhere ");
        omar.say("NAMES #lab");
        assertEquals(":hobnob 353 omar = #lab :@dana omar", omar.see(" 353 "));
        omar.say("PING :x");
        omar.see("PONG hobnob :x");
        omar.say("PART #lab");
        dana.see("omar!omar@hobnob PART #lab");
        omar.say("QUIT");
        omar.see("ERROR");
    }

    @Test
    void wrongPasswordOfIrcIsRefused() throws IOException {
        IrcClient client = new IrcClient(ircServer(peer("dana")), "dana", "wrong");
        client.see(" 464 ");
        client.see("ERROR");
    }
}
