package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.engine.RoomRecord;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.sim.Node;
import org.hobnob.protocol.sim.RosterView;
import org.hobnob.protocol.sim.Timer;

/** The program of one member, on its machine: what a peer's verticle does, without the sockets. */
final class SimMember {
    private static final String LOG = "room";
    private static final long ANSWER_MS = 4_000;
    private static final long LATE_MS = 50;
    private static final long TELL_MS = 5;

    /** Where a fault can be planted, from outside: what a member's program works with. */
    static class Plant {
        /** What is remembered after a restart. */
        RoomMemory memory(RoomMemory memory) {
            return memory;
        }

        Verifier verifier(Verifier verifier) {
            return verifier;
        }

        /** Whether the datagram goes out. */
        boolean sends(byte[] datagram) {
            return true;
        }

        /** Whether the datagram is taken. */
        boolean takes(byte[] datagram) {
            return true;
        }

        /** The roster as the program sees it. */
        Map<UserName, Roster.Member> roster(Map<UserName, Roster.Member> others) {
            return others;
        }

        /** What the program says of the roster. */
        RosterClaim claim(RosterClaim claim) {
            return claim;
        }

        /** What a question for a repair is answered with, in place of what was found. */
        List<byte[]> repairs(List<byte[]> found) {
            return found;
        }

        /** Whether the registry is asked who is in the room when that is in doubt. */
        boolean asksForTheRoster() {
            return true;
        }

        /** Whether what is to be kept is on disk before anything behind it is done; else it is so a moment later. */
        boolean keepsFirst() {
            return true;
        }
    }

    private final SimRoom room;
    private final UserName user;
    private final Signer signer;
    private final Plant plant;
    private final Node node;
    private final boolean readsVersion2;
    private SealedRoom sealed;
    private Timer timer;
    private Optional<RosterView> early = Optional.empty();
    /** The members when the user entered, with their keys. */
    private Map<UserName, PublicKey> found = Map.of();

    private long seenVersion;
    private long knownVersion;
    private int untold;
    private int said;
    private long ticks;

    /** @param readsVersion2 whether its program knows version 2 of the seals */
    SimMember(SimRoom room, UserName user, Signer signer, Plant plant, boolean readsVersion2) {
        this.readsVersion2 = readsVersion2;
        this.room = room;
        this.user = user;
        this.signer = signer;
        this.plant = plant;
        node = room.world.node(user.shown(), booted -> boot());
    }

    Node node() {
        return node;
    }

    UserName user() {
        return user;
    }

    Signer signer() {
        return signer;
    }

    boolean readsVersion2() {
        return readsVersion2;
    }

    SealedRoom sealed() {
        return sealed;
    }

    boolean isInside() {
        return room.roster.now().has(user);
    }

    /** Takes a place in the room, with the program started where it is not. */
    void join() {
        node.start();
        if (!isInside()) {
            node.disk().append(LOG, new Change.Joined());
            node.disk().commit();
            room.roster.join(user, signer.publicKey());
        }
        node.in(0, this::boot);
    }

    /** Gives the place up at once. */
    void leave() {
        room.roster.leave(user);
    }

    private void boot() {
        sealed = null;
        if (!isInside()) {
            return;
        }
        early = Optional.empty();
        room.roster.watch(node, user, notice -> hear(notice.roster()));
        room.roster.back(user);
        room.roster.ask(node, this::enter);
    }

    /** A notice may come before the answer to the first question, and tell of a later roster than that. */
    private void hear(RosterView view) {
        if (sealed == null) {
            early = Optional.of(view);
        }
        see(view);
    }

    private void enter(RosterView view) {
        if (!view.has(user) || sealed != null) {
            return;
        }
        RandomGenerator random = room.world.random("engine of " + user);
        RoomRecord record = new RoomRecord();
        node.disk().log(LOG, Change.class).forEach(record::apply);
        sealed = new SealedRoom(
                RoomId.of(room.name),
                user,
                plant.memory(record.memory()),
                signer,
                plant.verifier(room.keys.verifier()),
                random,
                random);
        room.net.join(node, SimRoom.GROUP, (from, datagram) -> receive(datagram, Arrival.fromGroup(from)));
        room.calls.serve(node, this::asked);
        untold = 0;
        found = new TreeMap<>(view.members());
        see(view);
        early.ifPresent(this::see);
    }

    private void see(RosterView truth) {
        if (sealed == null) {
            return;
        }
        RosterView view = room.told(user, truth);
        if (!view.has(user)) {
            close();
            return;
        }
        found.keySet().retainAll(view.members().keySet());
        seenVersion = Math.max(seenVersion, view.version());
        Map<UserName, Roster.Member> others = new TreeMap<>();
        view.members().forEach((member, key) -> {
            if (!member.equals(user)) {
                others.put(
                        member,
                        new Roster.Member(
                                key,
                                !view.absent().contains(member),
                                room.members.get(member).readsVersion2(),
                                key.equals(found.get(member))));
            }
        });
        Roster roster = new Roster(view.version(), room.hash, plant.claim(room.claim(view)), plant.roster(others));
        carryOut(sealed.roster(readsVersion2 ? roster : asVersion1(roster), node.nowMs()));
        knowAllThatWasTold();
    }

    /** What is said is for the members of the last version whose new readers the person was told of. */
    private void knowAllThatWasTold() {
        if (untold == 0) {
            knownVersion = seenVersion;
        }
    }

    /** The screen shows it a moment later. */
    private void tell(RoomEffect.NewReader reader) {
        SealedRoom telling = sealed;
        untold++;
        node.in(TELL_MS, () -> {
            if (sealed == telling) {
                untold--;
                carryOut(sealed.told(reader, node.nowMs()));
                knowAllThatWasTold();
            }
        });
    }

    /** What a program that knows version 1 only makes of it. */
    private static Roster asVersion1(Roster roster) {
        return new Roster(roster.version(), Optional.empty(), RosterClaim.NONE, roster.others());
    }

    private void close() {
        room.net.leave(node, SimRoom.GROUP);
        sealed = null;
    }

    /** Says something, where the program is in the room. */
    boolean say(String text) {
        if (!node.isUp() || sealed == null) {
            return false;
        }
        node.in(0, () -> {
            if (sealed != null) {
                MessageId id = MessageId.random(room.world.random("ids"));
                room.ledger.said(id, user, text, knownVersion);
                carryOut(sealed.say(List.of(new Saying(id, MessageBody.of(new ChatText(text)))), node.nowMs()));
            }
        });
        return true;
    }

    boolean sayNext() {
        said++;
        String text = user + " says " + said;
        return say(said % 10 == 0 ? text + " at length" + "…".repeat(1_000) : text);
    }

    private void receive(byte[] datagram, Arrival arrival) {
        if (sealed != null && plant.takes(datagram)) {
            carryOut(sealed.datagram(datagram, arrival, node.nowMs()));
        }
    }

    private void carryOut(List<RoomEffect> effects) {
        if (plant.keepsFirst()) {
            keep(effects);
        } else {
            node.in(LATE_MS, () -> keep(effects));
        }
        effects.forEach(this::carryOut);
        wakeInTime();
    }

    private void keep(List<RoomEffect> effects) {
        boolean keeps = false;
        for (RoomEffect effect : effects) {
            if (effect instanceof RoomEffect.Keep keep) {
                node.disk().append(LOG, keep.change());
                keeps = true;
            }
        }
        if (keeps) {
            node.disk().commit();
        }
    }

    private void carryOut(RoomEffect effect) {
        if (effect instanceof RoomEffect.Send send) {
            if (plant.sends(send.datagram())) {
                room.net.multicast(node, SimRoom.GROUP, send.datagram());
                push(send.overLines(), List.of(send.datagram()));
            }
        } else if (effect instanceof RoomEffect.Push push) {
            push(Set.of(push.member()), push.datagrams());
        } else if (effect instanceof RoomEffect.NewReader reader) {
            tell(reader);
        } else if (effect instanceof RoomEffect.Deliver deliver) {
            room.ledger.shown(user, deliver);
        } else if (effect instanceof RoomEffect.DifferentTexts different) {
            room.ledger.differentTexts(user, different);
        } else if (effect instanceof RoomEffect.RosterDiffers differs) {
            room.ledger.rosterDiffers(user, differs);
        } else if (effect instanceof RoomEffect.Missed missed) {
            room.ledger.missed(user, missed);
        } else if (effect instanceof RoomEffect.Progress progress) {
            room.ledger.progress(progress);
        } else if (effect instanceof RoomEffect.GiveKey give) {
            sealed.keysFor(give).ifPresent(keys -> ask(give.member(), new SimRoom.Question.Give(keys), answer -> {}));
        } else if (effect instanceof RoomEffect.AskKey ask) {
            askKey(ask);
        } else if (effect instanceof RoomEffect.AskRepair ask) {
            askRepair(ask);
        } else if (effect instanceof RoomEffect.AskRoster && plant.asksForTheRoster()) {
            room.roster.ask(node, this::see);
        }
    }

    private void push(Set<UserName> members, List<byte[]> datagrams) {
        members.forEach(member -> ask(member, new SimRoom.Question.Push(datagrams), answer -> {
            if (!(answer instanceof SimRoom.Answer.Done)) {
                sealed.notThere(member, node.nowMs());
                wakeInTime();
            }
        }));
    }

    private void askKey(RoomEffect.AskKey ask) {
        ask(ask.owner(), new SimRoom.Question.AskKey(ask.stream(), ask.through()), answer -> {
            if (answer instanceof SimRoom.Answer.Keys keys) {
                carryOut(sealed.keys(ask.owner(), keys.keys(), true, node.nowMs()));
            }
        });
    }

    private void askRepair(RoomEffect.AskRepair ask) {
        ask(ask.holder(), new SimRoom.Question.AskRepair(ask.range()), answer -> {
            if (answer instanceof SimRoom.Answer.Datagrams found) {
                carryOut(sealed.repaired(ask, found.datagrams(), node.nowMs()));
            } else {
                sealed.repairFailed(ask, node.nowMs());
                wakeInTime();
            }
        });
    }

    private void ask(UserName member, SimRoom.Question question, Consumer<SimRoom.Answer> then) {
        SealedRoom asking = sealed;
        room.calls.ask(node, room.nodeOf(member), question, ANSWER_MS, answer -> {
            if (sealed == asking) {
                then.accept(answer.orElse(new SimRoom.Answer.Refused()));
            }
        });
    }

    private void asked(Node from, SimRoom.Question question, Consumer<SimRoom.Answer> answer) {
        UserName asker = room.userOf(from);
        if (sealed == null) {
            answer.accept(new SimRoom.Answer.Refused());
        } else if (question instanceof SimRoom.Question.Give give) {
            carryOut(sealed.keys(asker, give.keys(), false, node.nowMs()));
            answer.accept(new SimRoom.Answer.Done());
        } else if (question instanceof SimRoom.Question.AskKey ask) {
            answer.accept(sealed.keysFor(asker, ask.stream(), ask.through())
                    .<SimRoom.Answer>map(SimRoom.Answer.Keys::new)
                    .orElse(new SimRoom.Answer.Refused()));
        } else if (question instanceof SimRoom.Question.AskRepair ask) {
            answer.accept(
                    new SimRoom.Answer.Datagrams(new ArrayList<>(plant.repairs(sealed.repair(asker, ask.range())))));
        } else if (question instanceof SimRoom.Question.Push push) {
            push.datagrams().forEach(datagram -> receive(datagram, Arrival.OVER_LINE));
            answer.accept(new SimRoom.Answer.Done());
        }
    }

    private void wakeInTime() {
        if (timer != null) {
            timer.cancel();
        }
        long dueMs = sealed == null ? Long.MAX_VALUE : sealed.wakeAtMs();
        if (dueMs < Long.MAX_VALUE) {
            timer = node.at(dueMs, () -> {
                timer = null;
                if (sealed != null) {
                    ticks++;
                    carryOut(sealed.tick(node.nowMs()));
                }
            });
        }
    }

    /** How often its program was woken by time. */
    long ticks() {
        return ticks;
    }

    /** Whether all who are there have what this member said, as it knows. */
    boolean isSettled() {
        return sealed == null || sealed.isSettled();
    }
}
