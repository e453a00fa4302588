package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;

/** A room of users who do nothing but hear what becomes of it. */
final class Company {
    private static final int MEMBERS = 8;

    private final RoomName room = new RoomName("company");
    private final List<LineClient> members = new ArrayList<>();

    RoomName room() {
        return room;
    }

    Request join() {
        return new Request.JoinRoom(room, Optional.empty(), Optional.empty());
    }

    /** Makes the room and has its members join. */
    Future<?> meet(Ground ground) {
        return come(ground, 1)
                .compose(host -> host.ask(new Request.CreateRoom(
                        room, Optional.empty(), 0, Title.NONE, RoomKind.SEALED, Optional.empty())))
                .compose(made -> Future.all(IntStream.rangeClosed(2, MEMBERS)
                        .mapToObj(member -> come(ground, member).compose(client -> client.ask(join())))
                        .toList()));
    }

    private Future<LineClient> come(Ground ground, int member) {
        return ground.come("member-" + member, member)
                .map(Person.Online::client)
                .onSuccess(members::add);
    }
}
