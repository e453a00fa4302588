package org.hobnob.peer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;

/** A registry with a key of its own that answers each request as the test says, truly or not. */
final class FakeRegistry {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair identity = P256.generate(RANDOM);
    private final Map<String, Function<NativeLine, String>> answers = new ConcurrentHashMap<>();
    private final List<NativeLine> asked = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private final NodeCertificate certificate;

    FakeRegistry(Vertx vertx) {
        certificate = NodeCertificate.issue(identity, List.of(), Instant.now(), RANDOM);
        server = Await.await(vertx.createNetServer(ServerTls.options(certificate, TlsEngine.AUTO))
                .connectHandler(socket -> socket.handler(RecordParser.newDelimited("\n", line -> answer(socket, line))))
                .listen(0, "127.0.0.1"));
        on("HELLO_P2P", "HELLO_BACK <SUCCESS> <200> version=1");
        on("REGISTER", "REGISTER <SUCCESS> <200>");
        on("LOGOUT", "LOGOUT <SUCCESS> <200>");
        on("PING", "PONG <SUCCESS> <200>");
        on("LOGIN", FakeRegistry::loggedIn);
    }

    /** Grants a login to whoever asks. */
    static String loggedIn(NativeLine line) {
        return "AUTH <SUCCESS> <200> " + line.words().get(0) + " session=0123456789abcdef token=" + "t".repeat(40)
                + " key=" + "ab".repeat(32) + " ip=127.0.0.1";
    }

    /** Answers requests of that name so from now on. */
    FakeRegistry on(String name, String answer) {
        return on(name, line -> answer);
    }

    FakeRegistry on(String name, Function<NativeLine, String> answer) {
        answers.put(name, answer);
        return this;
    }

    int port() {
        return server.actualPort();
    }

    Pin pin() {
        return certificate.pin();
    }

    private void answer(NetSocket socket, Buffer text) {
        NativeLine line =
                NativeLine.parse(text.toString(StandardCharsets.UTF_8)).orElseThrow();
        asked.add(line);
        String answer = answers.getOrDefault(line.name(), unknown -> "ERROR <FAILURE> <404> reason=unknown-command")
                .apply(line);
        socket.write("@" + line.tag() + " " + answer + "\n");
    }

    /** The requests of that name, in their order. */
    List<NativeLine> asked(String name) {
        return asked.stream().filter(line -> line.name().equals(name)).toList();
    }
}
