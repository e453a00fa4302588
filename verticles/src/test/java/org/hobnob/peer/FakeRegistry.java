package org.hobnob.peer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;
import org.hobnob.testing.Await;

/** A registry with a key of its own that answers each request as the test says, truly or not. */
final class FakeRegistry {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair identity = P256.generate(RANDOM);
    private final Map<String, Function<NativeLine, String>> answers = new ConcurrentHashMap<>();
    private final List<NativeLine> asked = new CopyOnWriteArrayList<>();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private final NodeCertificate certificate;
    private volatile Challenge challenge;

    FakeRegistry(Vertx vertx) {
        certificate = NodeCertificate.issue(identity, List.of(), Instant.now(), RANDOM);
        server = Await.await(vertx.createNetServer(ServerTls.options(certificate, TlsEngine.AUTO))
                .connectHandler(socket -> {
                    sockets.add(socket);
                    socket.handler(RecordParser.newDelimited("\n", line -> answer(socket, line)));
                })
                .listen(0, "127.0.0.1"));
        on("HELLO_P2P", "HELLO_BACK <SUCCESS> <200> version=1");
        on("REGISTER", "REGISTER <SUCCESS> <200>");
        on("LOGOUT", "LOGOUT <SUCCESS> <200>");
        on("PING", "PONG <SUCCESS> <200>");
        on("LOGIN", FakeRegistry::loggedIn);
    }

    /** Grants a login to whoever asks. */
    static String loggedIn(NativeLine line) {
        return loggedIn(line.words().get(0));
    }

    static String loggedIn(String user) {
        return "AUTH <SUCCESS> <200> " + user + " session=0123456789abcdef token=" + "t".repeat(40) + " key="
                + "ab".repeat(32) + " ip=127.0.0.1";
    }

    /** Answers requests of that name so from now on. */
    FakeRegistry on(String name, String answer) {
        return on(name, line -> answer);
    }

    FakeRegistry on(String name, Function<NativeLine, String> answer) {
        answers.put(name, answer);
        return this;
    }

    /** From now on it takes proofs, as registries of this version do; it believes whoever gives one. */
    FakeRegistry takingProofs() {
        return on("HELLO_P2P", line -> {
                    challenge = Challenge.random(RANDOM);
                    return "HELLO_BACK <SUCCESS> <200> version=1 challenge=" + challenge + " caps=account,proof";
                })
                .on("KEY_LOGIN", FakeRegistry::loggedIn);
    }

    /** Whether the request's proof is that of its key for this registry, its certificate and its latest challenge. */
    boolean isProved(NativeLine line) {
        return isProved(line, Fingerprint.ofEncoded(encoded(certificate.chain().get(0))));
    }

    /** The same for another server's certificate. */
    boolean isProved(NativeLine line, Fingerprint leaf) {
        LoginProof.Binding binding = new LoginProof.Binding(new Fingerprint(pin().hex()), leaf, challenge);
        return NativeRequests.parse(line) instanceof Parsed.Valid<Request> valid
                && valid.value() instanceof Request.Opening request
                && LoginProof.isProved(request, binding, new Ed25519Verifier());
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether any line that it was sent has this text in it. */
    boolean wasSent(String text) {
        return asked.stream().anyMatch(line -> line.print().contains(text));
    }

    /** Says a line to every peer that is connected. */
    void say(String line) {
        sockets.forEach(socket -> socket.write(line + "\n"));
    }

    /** Breaks all connections. */
    void cut() {
        sockets.forEach(NetSocket::close);
        sockets.clear();
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
