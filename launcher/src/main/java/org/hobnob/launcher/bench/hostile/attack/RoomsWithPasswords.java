package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;

/** One user makes a room with a password, tries to make it once more, and leaves it, again and again. */
final class RoomsWithPasswords implements Attack {
    private static final long TICK_MS = 5;
    private static final int STEPS = 3;

    private final Person person = Person.of("attacker", Ground.address(0));
    private final RoomName room = new RoomName("attackers-room");
    private LineClient client;

    @Override
    public Future<?> prepare(Ground ground) {
        return person.come(ground.dialer()).onSuccess(online -> client = online.client());
    }

    @Override
    public void begin(Ground ground) {
        Request create = new Request.CreateRoom(
                room,
                Optional.of(PasswordHash.ofPassword("a room's")),
                0,
                Title.NONE,
                RoomKind.SEALED,
                Optional.empty());
        Request exit = new Request.ExitRoom(person.name(), room);
        Asking.again(ground, TICK_MS, List.of(client), turn -> turn % STEPS < STEPS - 1 ? create : exit);
    }
}
