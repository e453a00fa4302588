package org.hobnob.protocol.room.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.protocol.body.BodyCodec;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.room.seal.EntryReader;
import org.hobnob.protocol.room.seal.RoomSeal;
import org.hobnob.protocol.room.seal.SealBounds;
import org.hobnob.protocol.sim.Keys;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/**
 * A member who was away asks others, some of whom lie, cut, replay or do not answer. What is shown was said, once and in
 * order; nothing is kept from it that an honest holder has for it; and it gets nothing that is not its own to have.
 */
class HistorySimulationTest {
    private static final RoomName LAB = new RoomName("lab");
    private static final RoomId ROOM = RoomId.of(LAB);
    private static final RoomHash HASH =
            RoomHash.of(new byte[32], new RoomInstance("0f1e2d3c4b5a69788796a5b4c3d2e1f0"), LAB);
    private static final UserName ASKER = new UserName("asker");
    private static final long NOW = 1_800_000_000_000L;
    private static final long DAY = 86_400_000;
    private static final long FOR_ALL_MS = 7 * DAY;

    private enum Kind {
        HONEST,
        CUTS_TAILS,
        BOASTS,
        REPLAYS,
        FORGES,
        SILENT
    }

    /** A room's past: what was said, and at which versions the asker was a member. */
    private static final class Past {
        private final RandomGenerator random;
        private final Keys keys;
        private final List<EntryReader.Said> said = new ArrayList<>();
        private final Set<Long> versionsOfAsker = new HashSet<>();
        private final Map<Long, Boolean> membership = new TreeMap<>();
        private final PublicKey askersKey;
        private final List<Speaker> speakers = new ArrayList<>();
        private long ids;

        private Past(World world) {
            random = world.random("past");
            keys = Keys.fast(world);
            askersKey = keys.newSigner().publicKey();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                speakers.add(new Speaker(this, new UserName("speaker" + i)));
            }
            boolean isMember = random.nextBoolean();
            long version = 1;
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(8) == 0) {
                    version++;
                    isMember ^= random.nextInt(3) == 0;
                }
                membership.put(version, isMember);
                if (isMember) {
                    versionsOfAsker.add(version);
                }
                speakers.get(random.nextInt(speakers.size())).say(version);
            }
        }

        private boolean isForAsker(EntryReader.Said one) {
            return versionsOfAsker.contains(one.link().roster().version()) || isForAll(one);
        }
    }

    /** Whether the speaker permits it, and it is recent enough. */
    private static boolean isForAll(EntryReader.Said one) {
        return one.content() instanceof SealedContent.Messages several
                && several.messages().stream()
                        .map(message -> (MessageBody) message.body())
                        .allMatch(body -> body.history() && body.saidAt().orElseThrow() > NOW - FOR_ALL_MS);
    }

    private static final class Speaker {
        private final Past past;
        private final RoomSeal seal;
        private long next = 1;

        private Speaker(Past past, UserName name) {
            this.past = past;
            Signer signer = past.keys.newSigner();
            StreamSalt salt = StreamSalt.random(past.random);
            long stream = StreamId.of(ROOM, signer.publicKey(), salt);
            seal = new RoomSeal(ROOM, name, stream, signer, past.keys.verifier(), past.random, SealBounds.STANDARD);
            seal.room(Optional.of(HASH), true);
            seal.renew(1, 1);
            seal.recordTo(
                    (speaker, key, header, content, link, messageKey, datagram) -> past.said.add(new EntryReader.Said(
                            speaker,
                            header,
                            content,
                            link,
                            new HistoryEntry(speaker, key, salt, messageKey, RoomDatagram.of(datagram)))));
        }

        private void say(long version) {
            RandomGenerator random = past.random;
            MessageId id = new MessageId(String.format("%032x", ++past.ids));
            boolean isLong = random.nextInt(10) == 0;
            MessageBody body = MessageBody.of(new ChatText("m" + past.ids + "x".repeat(isLong ? 2_000 : 3)))
                    .saidAt(NOW - 10 * DAY + past.ids * DAY / 6)
                    .withHistory(random.nextBoolean());
            RosterClaim claim = new RosterClaim(version, new ShortHash(version, 1));
            if (!isLong) {
                seal.seal(next++, new SealedContent.Messages(List.of(new SealedContent.Message(id, body))), claim);
                return;
            }
            byte[] bytes = BodyCodec.print(body);
            for (int i = 0; i < 3; i++) {
                byte[] part = Arrays.copyOfRange(bytes, i * bytes.length / 3, (i + 1) * bytes.length / 3);
                seal.seal(next++, new SealedContent.Part(id, i, 3, ByteBuffer.wrap(part)), claim);
            }
        }
    }

    private static final class Holder {
        private final UserName name;
        private final Kind kind;
        private final RandomGenerator random;
        private final Past past;
        private RoomArchive archive;
        private final MemoryStorage memory = new MemoryStorage();
        private Presences presences = new Presences();

        private Holder(int number, Past past) {
            name = new UserName("holder" + number);
            this.past = past;
            random = past.random;
            kind = random.nextInt(3) > 0 ? Kind.HONEST : Kind.values()[random.nextInt(Kind.values().length)];
            archive = new RoomArchive(memory, RoomArchive.Bounds.STANDARD);
            past.said.stream().filter(one -> random.nextInt(5) > 0).forEach(one -> archive.add(one, NOW));
            long awayFrom = random.nextInt(12);
            past.membership.forEach((version, isMember) -> {
                if (version < awayFrom || version > awayFrom + 3) {
                    presences.roster(version, isMember ? Map.of(ASKER, past.askersKey) : Map.of(), 0);
                }
            });
            if (random.nextBoolean()) {
                // The program is killed and starts again.
                archive = new RoomArchive(memory, RoomArchive.Bounds.STANDARD);
                presences = Presences.read(presences.write());
            }
        }

        private RoomArchive.Asker asker() {
            return new RoomArchive.Asker(ASKER, past.askersKey, presences, FOR_ALL_MS);
        }

        private Optional<List<StreamHead>> heads() {
            List<StreamHead> heads = archive.heads(asker(), NOW);
            return switch (kind) {
                case SILENT -> Optional.empty();
                case CUTS_TAILS ->
                    Optional.of(heads.stream()
                            .map(head -> at(head, Math.max(1, head.number() / 2)))
                            .toList());
                case BOASTS ->
                    Optional.of(heads.stream()
                            .map(head -> at(head, head.number() + 1_000_000))
                            .toList());
                default -> Optional.of(heads);
            };
        }

        private static StreamHead at(StreamHead head, long number) {
            return new StreamHead(head.speaker(), head.stream(), number, head.hash());
        }

        private Optional<List<HistoryEntry>> entries(HistoryFetch.Step.AskEntries ask) {
            List<HistoryEntry> honest = archive.entries(asker(), ask.stream(), ask.from(), ask.to(), NOW);
            return switch (kind) {
                case SILENT -> Optional.empty();
                case REPLAYS ->
                    Optional.of(past.said.subList(0, Math.min(4, past.said.size())).stream()
                            .map(EntryReader.Said::entry)
                            .toList());
                case FORGES -> Optional.of(honest.stream().map(this::forged).toList());
                default -> Optional.of(honest);
            };
        }

        private HistoryEntry forged(HistoryEntry entry) {
            byte[] datagram = entry.datagram().bytes().clone();
            PublicKey key = entry.key();
            switch (random.nextInt(4)) {
                case 3 -> datagram = otherWords(entry);
                case 0 -> datagram[random.nextInt(datagram.length)] ^= 1;
                case 1 -> key = past.askersKey;
                default -> datagram[31] ^= 1;
            }
            return new HistoryEntry(entry.speaker(), key, entry.salt(), entry.messageKey(), RoomDatagram.of(datagram));
        }
    }

    /** Every holder has the message key, and so can seal anything with it; it cannot sign it. */
    private static byte[] otherWords(HistoryEntry entry) {
        byte[] datagram = entry.datagram().bytes();
        byte[] header = Arrays.copyOf(datagram, RoomHeader.BYTES);
        byte[] plain = crypt(Cipher.DECRYPT_MODE, entry, header, datagram, RoomHeader.BYTES);
        plain[plain.length - 1] ^= 1;
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, entry, header, plain, 0);
        return ByteBuffer.allocate(datagram.length).put(header).put(sealed).array();
    }

    private static byte[] crypt(int mode, HistoryEntry entry, byte[] header, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(mode, new SecretKeySpec(entry.messageKey(), "ChaCha20"), new IvParameterSpec(new byte[12]));
            cipher.updateAAD(header);
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasMissedIsFetchedOnceInOrderAndNothingElse() throws Exception {
        Seeds.run(this::fetch);
    }

    private void fetch(World world) {
        Past past = new Past(world);
        RandomGenerator random = world.random("fetch");
        List<Holder> holders = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            holders.add(new Holder(i, past));
        }
        boolean isLossy = random.nextInt(3) == 0;
        RoomArchive own = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        past.said.stream().filter(one -> random.nextInt(3) == 0).forEach(one -> own.add(one, NOW));
        HistoryFetch fetch = new HistoryFetch(
                holders.stream().map(holder -> holder.name).toList(),
                own::has,
                own::droppedTo,
                new EntryReader(ROOM, HASH, past.keys.verifier())::read,
                HistoryFetch.Bounds.STANDARD);
        int questions = 0;
        for (HistoryFetch.Step step = fetch.next(); !(step instanceof HistoryFetch.Step.Done); step = fetch.next()) {
            boolean isLost = isLossy && random.nextInt(5) == 0;
            if (step instanceof HistoryFetch.Step.AskHeads ask) {
                fetch.heads(
                        isLost ? Optional.empty() : named(holders, ask.holder()).heads());
            } else if (step instanceof HistoryFetch.Step.AskEntries ask) {
                Optional<List<HistoryEntry>> answer =
                        named(holders, ask.holder()).entries(ask);
                check(past, named(holders, ask.holder()), answer.orElse(List.of()));
                fetch.entries(isLost ? Optional.empty() : answer);
            }
            assertTrue(++questions < 1_000, "questions without end");
        }
        checkFound(past, holders, own, fetch, isLossy);
    }

    private static Holder named(List<Holder> holders, UserName name) {
        return holders.stream()
                .filter(holder -> holder.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** An honest holder hands over nothing that is not the asker's to have. */
    private static void check(Past past, Holder holder, List<HistoryEntry> answer) {
        if (holder.kind == Kind.HONEST) {
            answer.forEach(entry -> assertTrue(
                    past.said.stream().filter(one -> one.entry().equals(entry)).allMatch(past::isForAsker),
                    "handed over without right"));
        }
    }

    private static void checkFound(
            Past past, List<Holder> holders, RoomArchive own, HistoryFetch fetch, boolean isLossy) {
        Map<HistoryEntry, EntryReader.Said> said = new HashMap<>();
        past.said.forEach(one -> said.put(one.entry(), one));
        Set<HistoryEntry> found = new HashSet<>();
        fetch.found()
                .forEach(stream -> stream.forEach(one -> {
                    assertTrue(said.containsKey(one.said().entry()), "nobody said that");
                    assertTrue(found.add(one.said().entry()), "found twice");
                    assertFalse(
                            own.has(
                                    one.said().header().stream(),
                                    one.said().header().sequence()),
                            "was here");
                }));
        if (!isLossy) {
            holders.stream()
                    .filter(holder -> holder.kind == Kind.HONEST)
                    .forEach(holder -> past.said.stream()
                            .filter(one -> holder.archive.has(
                                    one.header().stream(), one.header().sequence()))
                            .filter(one -> holder.presences.was(
                                            ASKER,
                                            past.askersKey,
                                            one.link().roster().version())
                                    || isForAll(one))
                            .filter(one ->
                                    !own.has(one.header().stream(), one.header().sequence()))
                            .forEach(one -> assertTrue(found.contains(one.entry()), "not found: " + one.header())));
        }
        checkShown(own, fetch);
    }

    private static void checkShown(RoomArchive own, HistoryFetch fetch) {
        List<PastMessages.Past> shown = PastMessages.of(fetch.found(), own::has);
        List<MessageId> ids = shown.stream().map(PastMessages.Past::id).toList();
        assertEquals(new HashSet<>(ids).size(), ids.size(), "shown twice");
        assertEquals(ids.stream().sorted((a, b) -> a.hex().compareTo(b.hex())).toList(), ids, "order by time");
    }
}
