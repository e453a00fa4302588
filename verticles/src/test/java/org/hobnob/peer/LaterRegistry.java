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
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;

/** A registry of a later version: it says what it is told to say, and more in every answer than this version knows. */
final class LaterRegistry {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair IDENTITY = P256.generate(RANDOM);
    private static final String LOGGED_IN = "AUTH <SUCCESS> <200> dana session=0123456789abcdef"
            + " token=AQRkZWZhdWx0dG9rZW4 key=" + "0".repeat(64) + " ip=127.0.0.1";

    private final Map<String, List<String>> answers = new ConcurrentHashMap<>(Map.of(
            "HELLO_P2P",
                    List.of("HELLO_BACK <SUCCESS> <200> version=1 caps=proof,telepathy challenge=" + "5".repeat(64)),
            "REGISTER", List.of("REGISTER <SUCCESS> <200>"),
            "LOGIN", List.of(LOGGED_IN),
            "RESUME", List.of(LOGGED_IN),
            "PING", List.of("PONG <SUCCESS> <200>"),
            "LOGOUT", List.of("LOGOUT <SUCCESS> <200>")));

    private final List<NativeLine> asked = new CopyOnWriteArrayList<>();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private final NetServer server;

    LaterRegistry(Vertx vertx) {
        NodeCertificate certificate = NodeCertificate.issue(IDENTITY, List.of(), Instant.now(), RANDOM);
        server = Await.await(vertx.createNetServer(ServerTls.options(certificate, TlsEngine.AUTO))
                .connectHandler(socket -> {
                    sockets.add(socket);
                    socket.handler(RecordParser.newDelimited("\n", line -> answer(socket, line)));
                })
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** Answers requests of that name so, without tags: one after the other, the last one for all that follow. */
    void answers(String name, String... lines) {
        answers.put(name, List.of(lines));
        asked.removeIf(line -> line.name().equals(name));
    }

    private void answer(NetSocket socket, Buffer text) {
        NativeLine line =
                NativeLine.parse(text.toString(StandardCharsets.UTF_8)).orElseThrow();
        int before = askedOf(line.name()).size();
        asked.add(line);
        List<String> known = answers.getOrDefault(line.name(), List.of("ERROR <FAILURE> <404> reason=full-moon"));
        socket.write("@" + line.tag() + " " + known.get(Math.min(before, known.size() - 1)) + " mood=blue\n");
    }

    /** Returns what it was asked by that name since its answers were set, in order. */
    List<NativeLine> askedOf(String name) {
        return asked.stream().filter(line -> line.name().equals(name)).toList();
    }

    /** Says lines to every peer that is connected. */
    void say(String... lines) {
        sockets.forEach(socket -> socket.write(String.join("\n", lines) + "\n"));
    }
}
