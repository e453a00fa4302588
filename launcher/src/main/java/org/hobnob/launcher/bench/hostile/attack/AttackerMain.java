package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.hobnob.launcher.bench.hostile.client.Dialer;
import org.hobnob.launcher.bench.hostile.client.Place;
import org.hobnob.launcher.cli.Home;
import org.hobnob.net.SizedReceiveTransport;

/**
 * The process of the attackers. Arguments: a kind and the words of a place. Says {@value #READY} when all is prepared,
 * begins when it reads {@value #GO}, stops when it reads {@value #STOP} and prints its report, and ends at the end of its
 * input.
 */
public final class AttackerMain {
    public static final String READY = "ready";
    public static final String FAILED = "failed: ";
    public static final String REPORT = "report: ";
    public static final String GO = "go";
    public static final String STOP = "stop";

    private final Attack attack;
    private final Ground ground;
    private final Context context;

    private AttackerMain(Attack attack, Vertx vertx, Place place) {
        this.attack = attack;
        ground = new Ground(vertx, new Dialer(vertx, place), System::nanoTime);
        context = vertx.getOrCreateContext();
    }

    public static void main(String[] arguments) throws IOException {
        Home.configureLogging();
        Place place = Place.of(Arrays.asList(arguments).subList(1, arguments.length));
        Attack attack = Kinds.of(arguments[0]).orElseThrow().attack().get();
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions().setEventLoopPoolSize(1))
                .build();
        new AttackerMain(attack, vertx, place).serve();
        // Without a farewell: thousands of connections would each be closed in order.
        Runtime.getRuntime().halt(0);
    }

    private void serve() throws IOException {
        context.runOnContext(now -> attack.prepare(ground)
                .onSuccess(done -> System.out.println(READY))
                .onFailure(cause -> System.out.println(FAILED + cause)));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals(GO)) {
                context.runOnContext(now -> attack.begin(ground));
            } else if (order.equals(STOP)) {
                System.out.println(REPORT + stop().json().encode());
            }
        }
    }

    private AttackReport stop() {
        CompletableFuture<AttackReport> report = new CompletableFuture<>();
        context.runOnContext(now -> {
            ground.end();
            report.complete(ground.report());
        });
        return report.join();
    }
}
