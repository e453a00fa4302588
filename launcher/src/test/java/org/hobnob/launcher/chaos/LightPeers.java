package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.link.LightPeer;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/** Many peers in one process, with little more than their logins; each behaves as every peer does when its registry goes. */
final class LightPeers implements AutoCloseable {
    private static final int AT_ONCE = 20;
    private static final long PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx();
    private final List<LightPeer> all = new ArrayList<>();

    /**
     * Signs them up and logs them in.
     *
     * @param name what their names begin with
     * @param at where; they are told of the others there
     */
    LightPeers(String name, int count, HostPort at, Path profile, long seed) throws Exception {
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(at),
                TlsEngine.AUTO,
                new PeerSettings.Network(Interfaces.loopback(), 0, false),
                Profile.open(profile, new SecureRandom()));
        for (int i = 0; i < count; i++) {
            all.add(new LightPeer(settings, new UserName(name + i), new SplittableRandom(seed + i)));
        }
        for (int from = 0; from < count; from += AT_ONCE) {
            done(Future.all(all.subList(from, Math.min(count, from + AT_ONCE)).stream()
                    .map(vertx::deployVerticle)
                    .toList()));
        }
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(PATIENCE_S, TimeUnit.SECONDS);
    }

    List<LightPeer> all() {
        return all;
    }

    LightPeer get(int index) {
        return all.get(index);
    }

    /** Fails where the peer's registry does not answer as wanted. */
    static <T extends Reply> T ask(LightPeer peer, Request request, Class<T> wanted) throws Exception {
        Reply reply = done(peer.ask(request));
        assertEquals(wanted, reply.getClass(), reply::toString);
        return wanted.cast(reply);
    }

    /** A room that one of them makes, and others join. */
    static void meet(RoomName room, LightPeer host, List<LightPeer> guests) throws Exception {
        ask(
                host,
                new Request.CreateRoom(room, Optional.empty(), 0, Title.NONE, RoomKind.SEALED, Optional.empty()),
                Reply.RoomCreated.class);
        for (LightPeer guest : guests) {
            ask(guest, new Request.JoinRoom(room, Optional.empty(), Optional.empty()), Reply.RoomJoined.class);
        }
    }

    /** Who is in a room, as the peer's registry says. */
    static List<UserName> members(LightPeer peer, RoomName room) throws Exception {
        return ask(peer, new Request.ListRoomPeers(room, Optional.empty()), Reply.RoomPeers.class).members().stream()
                .map(Member::user)
                .toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
