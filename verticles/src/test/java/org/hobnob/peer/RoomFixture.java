package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ControlCodec;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;

/** A registry, peers in a sealed room who reach each other by multicast, and somebody on the network who listens in. */
final class RoomFixture implements AutoCloseable {
    static final String ROOM = "lab3";
    static final RoomId ID = RoomId.of(RoomName.of(ROOM).orElseThrow());

    /** Stands between content and signature of a status of version 2 (SPEC 8.10). */
    private static final int EPOCH_AND_MAC_BYTES = 4 + 16;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A status, and where it was said. */
    record Heard(RoomHeader header, RoomStatus status) {}

    private final Vertx vertx = Vertx.vertx();
    private final RegistryFixture registry;
    private final Map<String, BusPeer> peers = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private final GroupAddress group;
    private final Wiretap wire;

    RoomFixture(Path folder, String... names) {
        registry = RegistryFixture.start(folder);
        for (String name : names) {
            peers.put(name, BusPeer.online(name, registry.port()));
        }
        group = GroupAddress.of(peer(names[0]).create(ROOM).getString("group")).orElseThrow();
        wire = new Wiretap(group);
        Arrays.stream(names).skip(1).forEach(name -> peer(name).join(ROOM));
        for (String name : names) {
            for (String other : names) {
                if (!other.equals(name)) {
                    peer(name).console().see("reach", "user", other, "multicast", "true");
                }
            }
        }
    }

    BusPeer peer(String name) {
        return peers.get(name);
    }

    /** The room's multicast group. */
    GroupAddress group() {
        return group;
    }

    Wiretap wire() {
        return wire;
    }

    /** Starts a member's program again, with the same profile, and logs it in. */
    void again(String name) {
        peers.put(name, peer(name).again(registry.port()));
    }

    /** A line to a peer's door, on which a user's key is proved. */
    Stranger knock(String as, String atDoorOf) {
        int door = peer(as).contactOf(atDoorOf).getInteger("directPort");
        return Stranger.knock(vertx, peer(as).identity(), "127.0.0.1", door);
    }

    /** Has a member say something; goes on at once. */
    void say(String name, String text) {
        said.add(name + ": " + text);
        peer(name).asking("peer.room", "say", BusPeer.room(ROOM).put("text", text));
    }

    /** Waits until everybody was shown what the others have said, and checks that it was that alone, once and in order. */
    void allWasShownOnceAndNothingElse() {
        peers.forEach((name, peer) -> {
            peers.keySet().stream().filter(other -> !other.equals(name)).forEach(other -> {
                List<String> expected = said.stream()
                        .filter(text -> text.startsWith(other + ": "))
                        .toList();
                Awaitility.await(name + " sees all of " + other)
                        .atMost(PATIENCE)
                        .until(() -> shown(name, other).size() >= expected.size());
                assertEquals(expected, shown(name, other), () -> name + " of " + other);
            });
            assertEquals(
                    peer.console().count("room-text"),
                    said.stream().filter(text -> !text.startsWith(name + ": ")).count(),
                    () -> name + " is shown what nobody said");
            assertEquals(0, peer.console().count("room-gap"), () -> name + " misses something");
        });
    }

    private List<String> shown(String at, String of) {
        return peer(at).console()
                .told("room-text")
                .filter(json -> json.getString("user").equals(of))
                .map(json -> of + ": " + json.getString("text"))
                .toList();
    }

    /** The latest status that a member has sent. */
    Heard statusOf(String name) {
        Heard[] found = new Heard[1];
        Awaitility.await("a status of " + name).atMost(PATIENCE).until(() -> {
            for (byte[] datagram : wire.heard()) {
                status(datagram)
                        .filter(heard -> heard.status().user().equals(user(name)))
                        .ifPresent(heard -> found[0] = heard);
            }
            return found[0] != null;
        });
        return found[0];
    }

    static UserName user(String name) {
        return UserName.of(name).orElseThrow();
    }

    private static Optional<Heard> status(byte[] datagram) {
        return RoomHeader.parse(datagram)
                .filter(header -> header.kind() == RoomHeader.KIND_STATUS)
                .flatMap(header -> status(header, datagram).map(status -> new Heard(header, status)));
    }

    private static Optional<RoomStatus> status(RoomHeader header, byte[] datagram) {
        int signature = datagram.length - Verifier.SIGNATURE_BYTES;
        if (header.version() == 1) {
            return RoomContents.status(Arrays.copyOfRange(datagram, RoomHeader.BYTES, signature));
        }
        return ControlCodec.status(Arrays.copyOfRange(datagram, RoomHeader.BYTES, signature - EPOCH_AND_MAC_BYTES))
                .map(ControlCodec.Witnessed::status);
    }

    @Override
    public void close() {
        wire.close();
        peers.values().forEach(BusPeer::stop);
        registry.close();
        Await.await(vertx.close());
    }
}
