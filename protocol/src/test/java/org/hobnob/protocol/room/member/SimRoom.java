package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.sim.Calls;
import org.hobnob.protocol.sim.DatagramNet;
import org.hobnob.protocol.sim.Keys;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.RosterModel;
import org.hobnob.protocol.sim.RosterView;
import org.hobnob.protocol.sim.World;

/** A room in a simulated world: its registry, its networks, its members. */
final class SimRoom {
    static final String GROUP = "room";

    /** Which versions of the seals the members' programs know. */
    enum Mix {
        ALL_NEW,
        MIXED,
        ALL_OLD
    }

    private static final RoomInstance INSTANCE = new RoomInstance("00112233445566778899aabbccddeeff");

    /** What members ask each other over lines. */
    sealed interface Question {
        record Give(RoomKeys keys) implements Question {}

        record AskKey(long stream, long through) implements Question {}

        record AskRepair(Nak.Range range) implements Question {}

        record Push(List<byte[]> datagrams) implements Question {}
    }

    /** And what they answer. */
    sealed interface Answer {
        record Done() implements Answer {}

        record Keys(RoomKeys keys) implements Answer {}

        record Datagrams(List<byte[]> datagrams) implements Answer {}

        record Refused() implements Answer {}
    }

    final World world;
    final RoomName name = RoomName.of("lab3").orElseThrow();
    final Optional<RoomHash> hash = Optional.of(RoomHash.of(new byte[32], INSTANCE, name));
    final RosterModel roster;
    final DatagramNet net;
    final Calls<Question, Answer> calls;
    final Ledger ledger;
    final Keys keys;
    final Map<UserName, SimMember> members = new TreeMap<>();
    private final Set<UserName> liedTo = new TreeSet<>();
    private final Map<UserName, Map<UserName, PublicKey>> knownTo = new TreeMap<>();

    private final RandomGenerator versions;
    private final Mix mix;

    /** One run in four has members of different versions, one in four has old ones only. */
    SimRoom(World world) {
        this(world, world.seed() % 4 == 0 ? Mix.MIXED : world.seed() % 4 == 1 ? Mix.ALL_OLD : Mix.ALL_NEW);
    }

    SimRoom(World world, Mix mix) {
        this.mix = mix;
        versions = world.random("versions");
        this.world = world;
        roster = new RosterModel(world, name);
        net = new DatagramNet(world, "lan");
        calls = new Calls<>(world, "lines");
        ledger = new Ledger(world, roster);
        keys = Keys.of(world);
    }

    /** Adds a user with a machine of its own, which is down and not yet in the room. */
    SimMember user(String name) {
        return user(name, new SimMember.Plant());
    }

    SimMember user(String name, SimMember.Plant plant) {
        boolean readsVersion2 = switch (mix) {
            case ALL_NEW -> true;
            case MIXED -> versions.nextBoolean();
            case ALL_OLD -> false;
        };
        return user(name, plant, readsVersion2);
    }

    SimMember user(String name, SimMember.Plant plant, boolean readsVersion2) {
        UserName user = UserName.of(name).orElseThrow();
        Signer signer = keys.newSigner();
        SimMember member = new SimMember(this, user, signer, plant, readsVersion2);
        members.put(user, member);
        return member;
    }

    /** From now on the registry does not tell this user who leaves. */
    void liesTo(UserName user) {
        liedTo.add(user);
        knownTo.put(user, roster.now().members());
        ledger.registryLies = true;
    }

    /** The roster as the registry tells it to the user. */
    RosterView told(UserName user, RosterView view) {
        if (!liedTo.contains(user)) {
            return view;
        }
        Map<UserName, PublicKey> members = new TreeMap<>(view.members());
        knownTo.getOrDefault(user, Map.of()).forEach(members::putIfAbsent);
        knownTo.put(user, members);
        return new RosterView(view.version(), members, view.absent());
    }

    /** What somebody who knows this roster says of it. */
    RosterClaim claim(RosterView view) {
        Map<UserName, Optional<PublicKey>> members = new TreeMap<>();
        view.members().forEach((user, key) -> members.put(user, Optional.of(key)));
        return RosterClaim.of(INSTANCE, view.version(), members);
    }

    UserName userOf(Node node) {
        return UserName.of(node.name()).orElseThrow();
    }

    Node nodeOf(UserName user) {
        return members.get(user).node();
    }

    /** All who are in the room now. */
    List<SimMember> inside() {
        List<SimMember> inside = new ArrayList<>();
        roster.now().members().keySet().forEach(user -> inside.add(members.get(user)));
        return inside;
    }
}
