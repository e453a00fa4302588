package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;

/** One account with five connections, each of which logs in with the right password again and again. */
final class RightPasswords implements Attack {
    private static final int CONNECTIONS = 5;
    private static final long TICK_MS = 5;

    private final Person person = Person.of("attacker", Ground.address(0));
    private final List<LineClient> clients = new ArrayList<>();

    @Override
    public Future<?> prepare(Ground ground) {
        return person.register(ground.dialer())
                .compose(done -> Future.all(IntStream.range(0, CONNECTIONS)
                        .mapToObj(i -> ground.dialer().greeted(person.from()).onSuccess(clients::add))
                        .toList()));
    }

    @Override
    public void begin(Ground ground) {
        Request login = new Request.Login(person.name(), person.password(), Whereabouts.UNSAID);
        Asking.again(ground, TICK_MS, clients, turn -> login);
    }
}
