package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Outage;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.room.Witness;
import org.hobnob.protocol.room.engine.Bounds;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomEngine;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.room.seal.EntryReader;
import org.hobnob.protocol.room.seal.Opened;
import org.hobnob.protocol.room.seal.RoomSeal;
import org.hobnob.protocol.room.seal.SealBounds;
import org.hobnob.protocol.room.seal.Taken;

/**
 * One member's part in one room, at the level of datagrams (SPEC 8): opens and checks what comes in and passes it
 * to the engine; seals what goes out. Pure; not thread-safe; times are milliseconds of a monotonic clock.
 */
public final class SealedRoom {
    private static final int MOST_SALTS = 4_096;

    private final RoomId room;
    private final StreamSalt salt;
    private final RoomSeal seal;
    private final MemberSeals seals;
    private final RoomEngine engine;
    private final RosterDoubt doubt;
    private final RosterAgreement agreement = new RosterAgreement();
    private final Readers readers = new Readers();
    private Optional<Roster> latest = Optional.empty();
    /** The members that were shown as those that do not read version 2. */
    private final Set<UserName> named = new TreeSet<>();

    /** The salts of others' streams, those heard of last. */
    private final Map<Long, StreamSalt> salts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, StreamSalt> eldest) {
            return size() > MOST_SALTS;
        }
    };

    private final Map<UserName, PublicKey> keys = new TreeMap<>();
    /** The members to whom no connection could be made lately. */
    private final Map<UserName, Outage> outages = new TreeMap<>();

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
        seals = new MemberSeals(seal);
        engine = new RoomEngine(self, stream, memory, seals, random);
        doubt = new RosterDoubt(random);
    }

    /**
     * Hands over each datagram of version 2 that is sealed or opened from now on, as an entry of history (SPEC 15).
     *
     * @param archive receives them
     */
    public void recordTo(Consumer<EntryReader.Said> archive) {
        seal.recordTo((speaker, key, header, content, link, messageKey, datagram) -> {
            StreamSalt itsSalt = header.stream() == engine.stream() ? salt : salts.get(header.stream());
            if (itsSalt != null) {
                HistoryEntry entry = new HistoryEntry(speaker, key, itsSalt, messageKey, RoomDatagram.of(datagram));
                archive.accept(new EntryReader.Said(speaker, header, content, link, entry));
            }
        });
    }

    /**
     * Applies the registry's description of the room; ignored if a later version was applied before. A member that was
     * not there when this one entered becomes one here once the person was {@link #told}.
     */
    public List<RoomEffect> roster(Roster roster, long nowMs) {
        if (roster.version() < engine.rosterVersion()) {
            return List.of();
        }
        latest = Optional.of(roster);
        seals.roster(roster);
        agreement.known(roster.claim(), nowMs);
        List<RoomEffect> effects = new ArrayList<>(weaker(roster));
        effects.addAll(readers.update(roster.others()));
        effects.addAll(admit(nowMs));
        return done(effects);
    }

    /** Returns whether the member may be given keys, because it was there before this one or the person was told. */
    public boolean isReader(UserName user) {
        return readers.isAdmitted(user);
    }

    /** The person was told that this reader can read the room from now on. */
    public List<RoomEffect> told(RoomEffect.NewReader reader, long nowMs) {
        readers.told(reader);
        return done(admit(nowMs));
    }

    /** Makes the members whom the readers admit those of the engine, which gives keys to nobody else. */
    private List<RoomEffect> admit(long nowMs) {
        Roster roster = latest.map(known -> known.admittedBy(readers)).orElseThrow();
        Map<UserName, Boolean> present = roster.presence();
        roster.others().forEach((user, member) -> {
            PublicKey before = keys.put(user, member.key());
            if (before != null && !before.equals(member.key())) {
                // A member with another key is someone else: the old key's owner must not be able to read new messages.
                present.remove(user);
            }
        });
        List<RoomEffect> effects = new ArrayList<>(engine.roster(roster.version(), present, nowMs));
        if (present.size() < roster.others().size()) {
            effects.addAll(engine.roster(roster.version(), roster.presence(), nowMs));
        }
        believe(roster.others().keySet());
        outages.keySet()
                .removeIf(user -> !roster.others().containsKey(user)
                        || !roster.others().get(user).present());
        doubt.known(roster.version(), roster.absent());
        return effects;
    }

    /** Returns what to show if members that were not named yet keep the room from the stronger seals. */
    private List<RoomEffect> weaker(Roster roster) {
        Set<UserName> because = new TreeSet<>(roster.readersOfVersion1());
        because.removeAll(named);
        if (roster.room().isEmpty() || because.isEmpty()) {
            return List.of();
        }
        named.addAll(because);
        named.retainAll(roster.others().keySet());
        return List.of(new RoomEffect.WeakerSeals(because));
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

    /**
     * Sends messages to all members, in order; as few datagrams as possible, if all members read that.
     *
     * @param sayings 1 to {@link Bounds#MESSAGES} of them
     */
    public List<RoomEffect> say(List<Saying> sayings, long nowMs) {
        return done(engine.say(sayings, nowMs));
    }

    /** Returns whether a datagram of a stream that is read here is still to be delivered. */
    public boolean awaits(long stream, long sequence) {
        return engine.awaits(stream, sequence);
    }

    /** Handles a datagram, from the group or from a member's connection. */
    public List<RoomEffect> datagram(byte[] datagram, Arrival arrival, long nowMs) {
        Optional<RoomHeader> header = RoomHeader.parse(datagram);
        boolean byMulticast = arrival.byMulticast();
        Optional<RoomHeader> unwanted = header.filter(this::isUnwanted);
        if (unwanted.isPresent()) {
            engine.again(unwanted.get().stream(), byMulticast, nowMs);
            return List.of();
        }
        Opened opened = seal.open(header, datagram, arrival, claim -> isNews(claim, byMulticast, nowMs), nowMs);
        doubtBy(opened, byMulticast, nowMs);
        List<RoomEffect> effects = new ArrayList<>(understand(opened, byMulticast, nowMs));
        effects.addAll(compareRoster(opened, nowMs));
        return done(effects);
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

    /**
     * Datagrams could not be brought to a member over its line: there was none, or the member refused them because one of
     * the two is not in this room.
     */
    public void notThere(UserName member, long nowMs) {
        if (keys.containsKey(member) && !doubt.isAbsent(member)) {
            doubt.raise(nowMs);
        }
    }

    /** No connection to a member could be made. */
    public List<RoomEffect> notConnected(UserName member, long nowMs) {
        boolean isThere = keys.containsKey(member) && !doubt.isAbsent(member);
        return isThere && outages.computeIfAbsent(member, added -> new Outage()).failed(nowMs)
                ? List.of(new RoomEffect.Connection(member, false))
                : List.of();
    }

    /** A member has answered over a connection, or has asked over one. */
    public List<RoomEffect> connected(UserName member) {
        Outage outage = outages.remove(member);
        return outage != null && outage.worked() ? List.of(new RoomEffect.Connection(member, true)) : List.of();
    }

    private boolean isNews(Opened.Heard claim, boolean byMulticast, long nowMs) {
        return doubt.isRaisedBy(claim)
                || agreement.isContradictedBy(claimOf(claim))
                || changesSomething(claim, byMulticast, nowMs);
    }

    private static RosterClaim claimOf(Opened opened) {
        if (opened instanceof Opened.Data data) {
            return data.link().map(Link::roster).orElse(RosterClaim.NONE);
        }
        return opened instanceof Opened.StatusHeard heard
                ? heard.witness().map(Witness::roster).orElse(RosterClaim.NONE)
                : RosterClaim.NONE;
    }

    /** Compares the members that the registry tells the sender with those that it tells here. */
    private List<RoomEffect> compareRoster(Opened opened, long nowMs) {
        RosterClaim claim = claimOf(opened);
        return switch (agreement.heard(claim, nowMs)) {
            case AGREED -> List.of();
            case ASK_FOR_LATER -> {
                doubt.raise(nowMs);
                yield List.of();
            }
            case ASK -> {
                // It may also be the other who is out of date, and must hear of it.
                engine.greet(nowMs);
                doubt.raise(nowMs);
                yield List.of();
            }
            case WARN -> List.of(new RoomEffect.RosterDiffers(((Opened.Heard) opened).sender(), claim.version()));
        };
    }

    private boolean changesSomething(Opened.Heard claim, boolean byMulticast, long nowMs) {
        if (claim instanceof Opened.StatusHeard heard) {
            long stream = heard.header().stream();
            return engine.isNews(heard.sender(), stream, heard.status(), byMulticast, nowMs)
                    || heard.witness()
                            .filter(witness -> engine.contradicts(stream, heard.status(), witness))
                            .isPresent();
        }
        return claim instanceof Opened.NakHeard asked && engine.isNews(asked.nak());
    }

    private List<RoomEffect> understand(Opened opened, boolean byMulticast, long nowMs) {
        if (opened instanceof Opened.Data data) {
            return understand(data, byMulticast, nowMs);
        }
        if (opened instanceof Opened.StatusHeard heard) {
            return understand(heard, byMulticast, nowMs);
        }
        if (opened instanceof Opened.NakHeard heard) {
            return engine.nak(heard.sender(), heard.nak(), nowMs);
        }
        if (opened instanceof Opened.NoKey sealed) {
            engine.keyMissing(sealed.stream(), nowMs);
        }
        return List.of();
    }

    private List<RoomEffect> understand(Opened.StatusHeard heard, boolean byMulticast, long nowMs) {
        long stream = heard.header().stream();
        List<RoomEffect> effects =
                new ArrayList<>(engine.status(heard.sender(), stream, heard.status(), byMulticast, nowMs));
        heard.witness()
                .ifPresent(witness -> effects.addAll(
                        engine.witnessed(heard.sender(), stream, heard.status(), witness, heard.datagram())));
        return effects;
    }

    private List<RoomEffect> understand(Opened.Data data, boolean byMulticast, long nowMs) {
        RoomHeader header = data.header();
        return engine.data(
                data.sender(),
                header.stream(),
                header.sequence(),
                data.content(),
                data.link(),
                data.datagram(),
                byMulticast,
                nowMs);
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
            return new RoomKeys(salt, entitled, seal.chains(from), seal.controlKey());
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
        salts.put(stream, handover.salt());
        if (!seal.take(owner, stream, List.of()).accepted()) {
            return List.of();
        }
        List<RoomEffect> effects =
                new ArrayList<>(engine.keys(owner, stream, handover.entitledFrom(), handover.first(), complete, nowMs));
        if (engine.isProven(owner, stream)) {
            Taken taken = seal.take(
                    owner, stream, handover.chains(), handover.control(), number -> engine.wants(stream, number));
            taken.opened().forEach(data -> {
                effects.addAll(understand(data, true, nowMs));
                effects.addAll(compareRoster(data, nowMs));
            });
        }
        return done(effects);
    }

    /** Returns datagrams for a member that requests them over its connection. */
    public List<byte[]> repair(UserName asker, Nak.Range range) {
        return engine.repair(asker, range);
    }

    /** Handles a holder's answer to a repair request. An answer that fills nothing counts as an empty one. */
    public List<RoomEffect> repaired(RoomEffect.AskRepair ask, List<byte[]> datagrams, long nowMs) {
        long before = engine.missingOf(ask.range());
        List<RoomEffect> effects = new ArrayList<>();
        datagrams.forEach(datagram -> effects.addAll(datagram(datagram, Arrival.OVER_LINE, nowMs)));
        // What was asked for may have come from the group in the meantime; then the answer says nothing of its holder.
        engine.repaired(ask, before == 0 || engine.missingOf(ask.range()) < before, nowMs);
        return effects;
    }

    /** A holder could not be asked, or did not answer. */
    public void repairFailed(RoomEffect.AskRepair ask, long nowMs) {
        engine.repairFailed(ask, nowMs);
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
