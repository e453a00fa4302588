package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomRecord;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.sim.Keys;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** A stream is its owner's, whoever is faster to say that it is his (SPEC 8.5). */
class StreamOwnerTest {
    private static final RoomName LAB3 = new RoomName("lab3");
    private static final RoomId ROOM = RoomId.of(LAB3);
    private static final RoomHash HASH = RoomHash.of(new byte[32], new RoomInstance("1".repeat(32)), LAB3);
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final UserName MALLORY = new UserName("mallory");

    private final Keys keys = Keys.fast(new World(1));
    private final Map<UserName, Signer> signers = new HashMap<>();
    private final SealedRoom dana = room(DANA, 1);
    private final SealedRoom omar = room(OMAR, 2);
    private final SealedRoom mallory = room(MALLORY, 3);

    StreamOwnerTest() {
        Map.of(DANA, dana, OMAR, omar, MALLORY, mallory).forEach((user, room) -> {
            Map<UserName, Roster.Member> others = new HashMap<>();
            signers.forEach((other, signer) -> {
                if (!other.equals(user)) {
                    others.put(other, new Roster.Member(signer.publicKey(), true, true, true));
                }
            });
            room.roster(new Roster(3, Optional.of(HASH), RosterClaim.NONE, others), 0);
        });
    }

    private SealedRoom room(UserName user, long seed) {
        signers.put(user, keys.newSigner());
        SplittableRandom random = new SplittableRandom(seed);
        return new SealedRoom(
                ROOM, user, new RoomRecord().memory(), signers.get(user), keys.verifier(), random, random);
    }

    private static RoomKeys keysOf(SealedRoom owner, UserName reader) {
        return owner.keysFor(reader, 0, 0).orElseThrow();
    }

    @Test
    void claimingAnothersStreamDoesNotHideIt() {
        MessageId id = MessageId.random(new SplittableRandom(4));
        List<RoomEffect> said = dana.say(List.of(new Saying(id, MessageBody.of(new ChatText("good morning")))), 1);
        RoomKeys danas = keysOf(dana, OMAR);
        omar.keys(MALLORY, new RoomKeys(danas.salt(), 1, keysOf(mallory, OMAR).chains(), Optional.empty()), true, 2);
        List<RoomEffect> heard = new ArrayList<>(omar.keys(DANA, danas, true, 3));
        said.forEach(effect -> {
            if (effect instanceof RoomEffect.Send send) {
                heard.addAll(omar.datagram(send.datagram(), Arrival.fromGroup(DANA), 4));
            }
        });
        assertEquals(
                List.of(DANA),
                heard.stream()
                        .filter(RoomEffect.Deliver.class::isInstance)
                        .map(effect -> ((RoomEffect.Deliver) effect).sender())
                        .toList());
    }
}
