package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.net.Interfaces;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;

/**
 * A process of its own for tests of several machines: {@code registry HOST FOLDER} prints its port; {@code peer HOST:PORT
 * INTERFACE [PROFILE-FOLDER]} takes lines {@code address action json}, answers each with {@code reply json} or {@code refused
 * reason}, and prints what its console is told as {@code event json}; {@code burst USER COUNT TEXT} says as many messages
 * at once and prints {@code said text state} for each, {@code heap} prints {@code heap BYTES} in use. Either ends with its standard input.
 */
final class HostProcess {
    private static final long START_S = 40;

    private HostProcess() {}

    public static void main(String[] args) throws IOException {
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()).build();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (args[0].equals("registry")) {
            RegistryFixture registry = RegistryFixture.start(Path.of(args[2]), new TestSettings().host(args[1]));
            out.println("port " + registry.port());
            in.lines().forEach(line -> {});
        } else {
            RecordingConsole console = new RecordingConsole(event -> out.println("event " + event.encode()));
            boolean stays = args.length > 3;
            TestProfile profile = stays ? new TestProfile(Path.of(args[3])) : new TestProfile();
            startPeer(vertx, args[1].split(":"), args[2], profile, console);
            out.println("ready");
            in.lines().forEach(line -> {
                if (line.equals("heap")) {
                    out.println("heap " + usedHeap());
                } else if (line.startsWith("burst ")) {
                    burst(vertx, line.split(" "), out);
                } else {
                    out.println(answer(vertx, line.split(" ", 3)));
                }
            });
            if (!stays) {
                profile.delete();
            }
        }
        done(vertx.close());
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static void startPeer(
            Vertx vertx, String[] registry, String network, TestProfile profile, RecordingConsole console) {
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort(registry[0], Integer.parseInt(registry[1]))),
                TlsEngine.AUTO,
                PeerSettings.Network.on(Interfaces.resolve(Optional.of(network), Optional.empty())),
                profile.profile());
        done(Peer.start(vertx, settings, console)
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin()))));
    }

    /** Says as many messages at once, and prints what becomes of each. */
    private static void burst(Vertx vertx, String[] words, PrintStream out) {
        for (int i = 0; i < Integer.parseInt(words[2]); i++) {
            String text = words[3] + i;
            JsonObject body = new JsonObject().put("user", words[1]).put("text", text);
            new Bus(vertx)
                    .request(Addresses.PEER_CHAT, "message", body, TimeUnit.SECONDS.toMillis(START_S))
                    .onComplete(done -> out.println("said " + text + " "
                            + (done.succeeded() ? done.result().getString("state") : done.cause())));
        }
    }

    private static String answer(Vertx vertx, String[] words) {
        Future<String> answer = new Bus(vertx)
                .request(words[0], words[1], new JsonObject(words[2]), TimeUnit.SECONDS.toMillis(START_S))
                .map(reply -> "reply " + reply.encode())
                .recover(cause -> Future.succeededFuture("refused " + cause.getMessage()));
        return done(answer);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(START_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
