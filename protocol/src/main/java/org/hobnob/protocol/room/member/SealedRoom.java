package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomEngine;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.engine.Seals;
import org.hobnob.protocol.room.seal.Opened;
import org.hobnob.protocol.room.seal.RoomSeal;
import org.hobnob.protocol.room.seal.SealBounds;
import org.hobnob.protocol.room.seal.Taken;

/**
 * One member's part in one room, at the level of datagrams (SPEC 8): opens and checks what comes in and passes it
 * to the engine; seals what goes out. Pure; not thread-safe; times are milliseconds of a monotonic clock.
 */
public final class SealedRoom {
    /**
     * Another member.
     *
     * @param key its identity key
     * @param present whether it is online
     */
    public record Member(PublicKey key, boolean present) {}

    private final RoomId room;
    private final StreamSalt salt;
    private final RoomSeal seal;
    private final RoomEngine engine;
    private final RosterDoubt doubt;
    private final Map<UserName, PublicKey> keys = new TreeMap<>();

    /**
     * @param memory what was remembered of this room since the member joined it
     * @param random source of jitter in delays
     * @param secureRandom source of keys and of the stream's number
     */
    public SealedRoom(
            RoomId room,
            UserName self,
            RoomMemory memory,
            Signer signer,
            Verifier verifier,
            RandomGenerator random,
            RandomGenerator secureRandom) {
        this.room = room;
        salt = StreamSalt.random(secureRandom);
        long stream = StreamId.of(room, signer.publicKey(), salt);
        seal = new RoomSeal(room, self, stream, signer, verifier, secureRandom, SealBounds.STANDARD);
        engine = new RoomEngine(self, stream, memory, seals(), random);
        doubt = new RosterDoubt(random);
    }

    private Seals seals() {
        return new Seals() {
            @Override
            public void renew(long rosterVersion, long fromSequence) {
                seal.renew(rosterVersion, fromSequence);
            }

            @Override
            public byte[] seal(long sequence, Fragment fragment) {
                return seal.seal(sequence, fragment);
            }

            @Override
            public byte[] status(long rosterVersion, RoomStatus status) {
                return seal.status(rosterVersion, status);
            }

            @Override
            public byte[] nak(long rosterVersion, Nak nak) {
                return seal.nak(rosterVersion, nak);
            }

            @Override
            public void forgetSent(long beforeSequence) {
                seal.forgetSent(beforeSequence);
            }
        };
    }

    /**
     * Applies the member list; ignored if a later version was applied before.
     *
     * @param others the other members that speak this protocol and whose keys are trusted
     */
    public List<RoomEffect> roster(long version, Map<UserName, Member> others, long nowMs) {
        if (version < engine.rosterVersion()) {
            return List.of();
        }
        Map<UserName, Boolean> present = new TreeMap<>();
        others.forEach((user, member) -> present.put(user, member.present()));
        others.forEach((user, member) -> {
            PublicKey before = keys.put(user, member.key());
            if (before != null && !before.equals(member.key())) {
                // A member with another key is someone else: the old key's owner must not be able to read new messages.
                present.remove(user);
            }
        });
        boolean keyChanged = present.size() < others.size();
        List<RoomEffect> effects = new ArrayList<>(engine.roster(version, present, nowMs));
        if (keyChanged) {
            others.forEach((user, member) -> present.put(user, member.present()));
            effects.addAll(engine.roster(version, present, nowMs));
        }
        believe(others.keySet());
        doubt.known(version, absent(others));
        return done(effects);
    }

    private static Set<UserName> absent(Map<UserName, Member> others) {
        return others.entrySet().stream()
                .filter(other -> !other.getValue().present())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void believe(Set<UserName> members) {
        Set<UserName> departed = engine.departed();
        keys.keySet().removeIf(user -> !members.contains(user) && !departed.contains(user));
        seal.members(new HashMap<>(keys));
    }

    /** This member is back after an absence; the others are told soon. */
    public void greet(long nowMs) {
        engine.greet(nowMs);
    }

    /** Sends a message to all members. */
    public List<RoomEffect> say(MessageId id, ChatText text, long nowMs) {
        return done(engine.say(id, text, nowMs));
    }

    /** Handles a datagram, from the group or from a member's connection. */
    public List<RoomEffect> datagram(byte[] datagram, boolean byMulticast, long nowMs) {
        Optional<RoomHeader> header = RoomHeader.parse(datagram);
        Optional<RoomHeader> unwanted = header.filter(this::isUnwanted);
        if (unwanted.isPresent()) {
            engine.again(unwanted.get().stream(), byMulticast, nowMs);
            return List.of();
        }
        Opened opened = seal.open(header, datagram, claim -> isNews(claim, byMulticast, nowMs));
        doubtBy(opened, byMulticast, nowMs);
        return done(understand(opened, byMulticast, nowMs));
    }

    private boolean isUnwanted(RoomHeader header) {
        return header.kind() == RoomHeader.KIND_SEALED && !engine.wants(header.stream(), header.sequence());
    }

    /** A datagram to the group comes from its author; over a connection it may be a repair by another member. */
    private void doubtBy(Opened opened, boolean byMulticast, long nowMs) {
        boolean isOwnWord = byMulticast || !(opened instanceof Opened.Data);
        if (opened instanceof Opened.Rejected rejected
                ? rejected.why() == Opened.Why.NOT_A_MEMBER
                : isOwnWord && opened instanceof Opened.Heard heard && doubt.isRaisedBy(heard)) {
            doubt.raise(nowMs);
        }
    }

    /** A user who has proved its key, but is not in the roster, has sent a message for this room. */
    public void strangerSpoke(long nowMs) {
        doubt.raise(nowMs);
    }

    private boolean isNews(Opened.Heard claim, boolean byMulticast, long nowMs) {
        return doubt.isRaisedBy(claim) || changesSomething(claim, byMulticast, nowMs);
    }

    private boolean changesSomething(Opened.Heard claim, boolean byMulticast, long nowMs) {
        return claim instanceof Opened.StatusHeard heard
                ? engine.isNews(heard.sender(), heard.header().stream(), heard.status(), byMulticast, nowMs)
                : claim instanceof Opened.NakHeard asked && engine.isNews(asked.nak());
    }

    private List<RoomEffect> understand(Opened opened, boolean byMulticast, long nowMs) {
        if (opened instanceof Opened.Data data) {
            return understand(data, byMulticast, nowMs);
        }
        if (opened instanceof Opened.StatusHeard heard) {
            return engine.status(heard.sender(), heard.header().stream(), heard.status(), byMulticast, nowMs);
        }
        if (opened instanceof Opened.NakHeard heard) {
            return engine.nak(heard.sender(), heard.nak(), nowMs);
        }
        if (opened instanceof Opened.NoKey sealed) {
            engine.keyMissing(sealed.stream(), nowMs);
        }
        return List.of();
    }

    private List<RoomEffect> understand(Opened.Data data, boolean byMulticast, long nowMs) {
        RoomHeader header = data.header();
        return engine.data(
                data.sender(), header.stream(), header.sequence(), data.content(), data.datagram(), byMulticast, nowMs);
    }

    /**
     * Returns the keys that a member asks for, or that an effect says to give.
     *
     * @param stream the member's known stream
     * @param through the last number of it that the member has delivered
     * @return empty if the user is not a member
     */
    public Optional<RoomKeys> keysFor(UserName member, long stream, long through) {
        long delivered = stream == engine.stream() ? Math.max(0, through) : 0;
        return engine.entitledFrom(member).map(entitled -> {
            long from = Math.min(Math.max(entitled, delivered + 1), engine.next());
            return new RoomKeys(salt, entitled, seal.chains(from));
        });
    }

    /** Returns the keys that an effect says to give. */
    public Optional<RoomKeys> keysFor(RoomEffect.GiveKey give) {
        return keysFor(give.member(), engine.stream(), give.fromSequence() - 1);
    }

    /**
     * Handles keys that a member handed over.
     *
     * @param owner the member, proven by the connection
     * @param complete whether they answer a request, so that there are no older ones to be had
     */
    public List<RoomEffect> keys(UserName owner, RoomKeys handover, boolean complete, long nowMs) {
        if (!keys.containsKey(owner)) {
            return List.of();
        }
        if (doubt.isAbsent(owner)) {
            doubt.raise(nowMs);
        }
        long stream = StreamId.of(room, keys.get(owner), handover.salt());
        if (!seal.take(owner, stream, List.of()).accepted()) {
            return List.of();
        }
        List<RoomEffect> effects =
                new ArrayList<>(engine.keys(owner, stream, handover.entitledFrom(), handover.first(), complete, nowMs));
        if (engine.isProven(owner, stream)) {
            Taken taken = seal.take(owner, stream, handover.chains(), number -> engine.wants(stream, number));
            taken.opened().forEach(data -> effects.addAll(understand(data, true, nowMs)));
        }
        return done(effects);
    }

    /** Returns datagrams for a member that requests them over its connection. */
    public List<byte[]> repair(UserName asker, Nak.Range range) {
        return engine.repair(asker, range);
    }

    /** Handles a holder's answer to {@link RoomEffect.AskRepair}. */
    public List<RoomEffect> repaired(UserName holder, List<byte[]> datagrams, long nowMs) {
        List<RoomEffect> effects = new ArrayList<>();
        datagrams.forEach(datagram -> effects.addAll(datagram(datagram, false, nowMs)));
        engine.repaired(holder, !datagrams.isEmpty(), nowMs);
        return effects;
    }

    /** A holder could not be asked, or did not answer. */
    public void repairFailed(UserName holder, long nowMs) {
        engine.repairFailed(holder, nowMs);
    }

    /**
     * Tells the others that this member is about to leave. It should stay until {@link #isSettled}, but not longer
     * than a second.
     */
    public List<RoomEffect> leave(long nowMs) {
        return done(engine.leave(nowMs));
    }

    /** Returns whether all members that are online have every message. */
    public boolean isSettled() {
        return engine.isSettled();
    }

    /** Does what is due. */
    public List<RoomEffect> tick(long nowMs) {
        List<RoomEffect> effects = new ArrayList<>(done(engine.tick(nowMs)));
        if (doubt.isDue(nowMs)) {
            effects.add(new RoomEffect.AskRoster());
        }
        return effects;
    }

    /** Returns when {@link #tick} may have something to do; {@link Long#MAX_VALUE} for never. */
    public long wakeAtMs() {
        return Math.min(engine.wakeAtMs(), doubt.dueMs());
    }

    /** Returns how many datagrams were rejected, by reason. */
    public Map<Opened.Why, Long> rejections() {
        return seal.rejections();
    }

    /** Handles the effects that concern the seals and returns the others. */
    private List<RoomEffect> done(List<RoomEffect> effects) {
        List<RoomEffect> outside = new ArrayList<>(effects.size());
        for (RoomEffect effect : effects) {
            if (effect instanceof RoomEffect.Forget forget) {
                seal.forget(forget.stream());
            } else if (effect instanceof RoomEffect.ForgetBelow below) {
                seal.forgetReceived(below.stream(), below.sequence());
            } else {
                outside.add(effect);
            }
        }
        return outside;
    }
}
