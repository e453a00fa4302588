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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.registry.Transcript;
import org.hobnob.testing.Await;

/** A registry that answers as an earlier one was recorded to answer, and what that one did not know with an error. */
final class EarlierRegistry {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair IDENTITY = P256.generate(RANDOM);

    private final Vertx vertx;
    private final List<Transcript.Step> steps;
    private final List<NativeLine> asked = new CopyOnWriteArrayList<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private NetServer server;
    private int port;

    EarlierRegistry(Vertx vertx, Transcript transcript) {
        this.vertx = vertx;
        steps = transcript.all();
        listen(0);
        port = server.actualPort();
    }

    private void listen(int at) {
        NodeCertificate certificate = NodeCertificate.issue(IDENTITY, List.of(), Instant.now(), RANDOM);
        server = Await.await(vertx.createNetServer(ServerTls.options(certificate, TlsEngine.AUTO))
                .connectHandler(socket -> {
                    sockets.add(socket);
                    socket.handler(RecordParser.newDelimited("\n", line -> answer(socket, line)));
                })
                .listen(at, "127.0.0.1"));
    }

    int port() {
        return port;
    }

    private void answer(NetSocket socket, Buffer text) {
        NativeLine line =
                NativeLine.parse(text.toString(StandardCharsets.UTF_8)).orElseThrow();
        asked.add(line);
        String answer = answerTo(line).orElseGet(() -> {
            unknown.add(line.print());
            return "ERROR <FAILURE> <404> reason=unknown-command";
        });
        socket.write("@" + line.tag() + " " + answer + "\n");
    }

    /** What that request was answered, or the first of that name and as many words; under another tag. */
    private Optional<String> answerTo(NativeLine line) {
        List<NativeLine> alike = steps.stream()
                .filter(Transcript.Step::isAsked)
                .map(Transcript.Step::line)
                .filter(recorded -> recorded.name().equals(line.name())
                        && recorded.words().size() == line.words().size())
                .toList();
        return alike.stream()
                .filter(recorded -> recorded.words().equals(line.words()))
                .findFirst()
                .or(() -> alike.stream().findFirst())
                .map(this::recordedAnswer)
                .map(answer -> answer.replaceFirst("@[^ ]+ ", ""));
    }

    private String recordedAnswer(NativeLine request) {
        int at = 0;
        while (!steps.get(at).isAsked() || !steps.get(at).line().equals(request)) {
            at++;
        }
        String begin = "@" + request.tag() + " ";
        return steps.stream()
                .skip(at)
                .filter(step -> !step.isAsked() && step.text().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .text()
                // It takes keep-alives no more.
                .replace(" udp=17701", "");
    }

    /** What it was asked, in its order. */
    List<NativeLine> asked() {
        return asked;
    }

    /** What an earlier registry would not have understood. */
    List<String> unknown() {
        return unknown;
    }

    /** Ends as an earlier one does. */
    void stop() {
        sockets.forEach(socket -> socket.end(Buffer.buffer("@! SESSION_ENDED shutdown\n")));
        sockets.clear();
        Await.await(server.close());
    }

    /** Runs again, at the same port. */
    void startAgain() {
        listen(port);
    }
}
