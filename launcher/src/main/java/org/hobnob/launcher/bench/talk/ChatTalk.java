package org.hobnob.launcher.bench.talk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hobnob.bus.Addresses;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Numbered;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;

/** Measures direct messages between two peers and, for comparison, a bare echo over the same TLS and over plain TCP. */
final class ChatTalk {
    private static final int UNDER_WAY = 32;
    private static final String LOOPBACK = "127.0.0.1";

    private final BenchPeer sender;
    private final BenchPeer receiver;
    private final TlsEngine engine;
    private final TalkPlan plan;
    private final Progress progress;
    private final List<TalkRow> rows = new ArrayList<>();
    /** Vert.x closes a client that is not referenced any more. */
    private final List<NetClient> clients = new ArrayList<>();

    ChatTalk(BenchPeer sender, BenchPeer receiver, TlsEngine engine, TalkPlan plan, Progress progress) {
        this.sender = sender;
        this.receiver = receiver;
        this.engine = engine;
        this.plan = plan;
        this.progress = progress;
    }

    List<TalkRow> run() throws InterruptedException {
        SecureRandom random = new SecureRandom();
        PeerTls here = PeerTls.of(Identity.generate(random), engine, Instant.now(), random);
        PeerTls there = PeerTls.of(Identity.generate(random), engine, Instant.now(), random);
        echo("plain TCP", new NetClientOptions(), new NetServerOptions());
        echo("TLS, both prove a key", here.clientOptions(), there.serverOptions(address -> true));
        direct();
        return rows;
    }

    private void echo(String over, NetClientOptions client, NetServerOptions server) throws InterruptedException {
        NetServer door = Talk.await(receiver.there(vertx -> open(vertx, server)));
        NetSocket socket = Talk.await(sender.there(vertx -> connect(vertx, client, door.actualPort())));
        AtomicReference<TalkRun> current = new AtomicReference<>();
        sender.later(
                vertx -> socket.handler(Numbered.records(number -> current.get().arrived(number))));
        measure("echo of 64 bytes, " + over, () -> {
            TalkRun run = new TalkRun(sender, List.of(receiver), 1, number -> socket.write(Numbered.record(number)));
            current.set(run);
            return run;
        });
        connections(over, client, door.actualPort());
        Talk.await(socket.close());
        Talk.await(door.close());
    }

    private static Future<NetServer> open(Vertx vertx, NetServerOptions options) {
        NetServer server = vertx.createNetServer(options.setHost(LOOPBACK).setPort(0));
        server.connectHandler(socket -> socket.handler(RecordParser.newFixed(Numbered.BYTES, socket::write)));
        return server.listen();
    }

    private Future<NetSocket> connect(Vertx vertx, NetClientOptions options, int port) {
        NetClient client = vertx.createNetClient(options);
        clients.add(client);
        return client.connect(port, LOOPBACK);
    }

    /** Measures a new connection, its first line and the answer. */
    private void connections(String over, NetClientOptions options, int port) throws InterruptedException {
        NetClient client = Talk.await(sender.there(vertx -> Future.succeededFuture(vertx.createNetClient(options))));
        AtomicReference<TalkRun> current = new AtomicReference<>();
        TalkRun run = new TalkRun(
                sender,
                List.of(receiver),
                1,
                number -> client.connect(port, LOOPBACK).onSuccess(socket -> {
                    socket.handler(answer -> {
                        socket.close();
                        current.get().arrived(number);
                    });
                    socket.write(Numbered.record(number));
                }));
        current.set(run);
        String workload = "new connection and an echo, " + over;
        progress.begin(workload, new Latencies());
        rows.add(run.flatOut(workload, 1, plan.durationMs()));
    }

    private void direct() throws InterruptedException {
        AtomicReference<TalkRun> heard = new AtomicReference<>();
        receiver.listen((action, json) -> {
            if (action.equals("direct")) {
                heard.get().arrived(Numbered.of(json.getString("text")));
            }
        });
        measure("direct message, until shown", () -> {
            heard.set(new TalkRun(sender, List.of(receiver), 1, number -> message(number, heard.get())));
            return heard.get();
        });
        receiver.listen((action, json) -> {});
        measure("direct message, until confirmed", () -> {
            AtomicReference<TalkRun> run = new AtomicReference<>();
            run.set(new TalkRun(
                    sender,
                    List.of(receiver),
                    1,
                    number -> message(number, run.get())
                            .onSuccess(done -> run.get().arrived(number))));
            return run.get();
        });
    }

    private Future<JsonObject> message(int number, TalkRun run) {
        JsonObject body = new JsonObject().put("user", receiver.name().shown()).put("text", Numbered.text(number));
        return sender.ask(Addresses.PEER_CHAT, "message", body)
                .onFailure(cause -> run.failed(String.valueOf(cause.getMessage())));
    }

    private interface NewRun {
        TalkRun begin();
    }

    private void measure(String workload, NewRun runs) throws InterruptedException {
        progress.begin(workload, new Latencies());
        runs.begin().flatOut("warm-up", 1, plan.durationMs() / 5 + 1);
        rows.add(runs.begin().paced(workload, plan.ratePerS(), plan.durationMs()));
        rows.add(runs.begin().flatOut(workload + ", " + UNDER_WAY + " under way", UNDER_WAY, plan.durationMs()));
    }
}
