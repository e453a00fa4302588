package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.limits.Loopback;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.RoomName;

/** Shows the link by which others join the registry, and a room of it (SPEC 2.8). */
final class LinkAction {
    private LinkAction() {}

    /** @param words the room; without one, that which the user is in, if any */
    static Future<Void> show(Commands own, List<String> words) {
        Optional<RoomName> room = words.isEmpty()
                ? own.console().conversations().room().flatMap(RoomName::of)
                : RoomName.of(Typed.room(words.get(0), Reason.BAD_NAME));
        return own.accounts().connect().map(registry -> {
            Optional<Pin> pin = Pin.parse(registry.pin());
            if (registry.at().isEmpty() || pin.isEmpty()) {
                own.console().error("the registry cannot be reached now; /reconnect tries");
                return null;
            }
            HostPort at = registry.at().get();
            String where =
                    room.map(name -> "room #" + name + " of this registry").orElse("this registry");
            own.console().notice("Others join " + where + " by:");
            own.console()
                    .plain("  hobnob '" + new JoinLink(List.of(at), pin.get().plain(), room) + "'");
            if (Loopback.is(at.host())) {
                own.console().notice("It works on this computer only: you are connected to " + at + ".");
            }
            return null;
        });
    }
}
