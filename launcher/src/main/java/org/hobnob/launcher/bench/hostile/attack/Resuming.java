package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.message.directory.Whereabouts;

/** One member of a room takes its own session over again and again, each time from another port. */
final class Resuming implements Attack {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;
    private static final long TICK_MS = 5;

    private final Company company = new Company();
    private final Person person = Person.of("attacker", Ground.address(0));
    private Person.Online online;
    private boolean resuming;
    private int turn;

    @Override
    public Future<?> prepare(Ground ground) {
        return company.meet(ground)
                .compose(met -> person.come(ground.dialer()))
                .onSuccess(come -> online = come)
                .compose(come -> come.client().ask(company.join()));
    }

    @Override
    public void begin(Ground ground) {
        ground.every(TICK_MS, () -> {
            if (!resuming) {
                resume(ground);
            }
        });
    }

    private void resume(Ground ground) {
        int port = FIRST_PORT + turn++ % PORTS;
        resuming = true;
        ground.tally().sent(1);
        person.resume(ground.dialer(), online.token(), new Whereabouts(port, port, Optional.empty()))
                .onSuccess(come -> online = come)
                .onFailure(cause -> ground.tally().told(1))
                .onComplete(done -> resuming = false);
    }
}
