package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import java.util.List;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.message.Request;

/** One user joins a room and leaves it, again and again, while others are its members. */
final class JoiningAndLeaving implements Attack {
    private static final long TICK_MS = 2;

    private final Company company = new Company();
    private final Person person = Person.of("attacker", Ground.address(0));
    private LineClient client;

    @Override
    public Future<?> prepare(Ground ground) {
        return company.meet(ground)
                .compose(met -> person.come(ground.dialer()))
                .onSuccess(online -> client = online.client());
    }

    @Override
    public void begin(Ground ground) {
        Request exit = new Request.ExitRoom(person.name(), company.room());
        Asking.again(ground, TICK_MS, List.of(client), turn -> turn % 2 == 0 ? company.join() : exit);
    }
}
