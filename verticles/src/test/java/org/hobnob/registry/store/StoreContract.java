package org.hobnob.registry.store;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanList;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomGuests;
import org.hobnob.registry.store.Account.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry needs of its store, whatever it is. Every test has a database of its own. */
abstract class StoreContract {
    private static final UserName DANA = new UserName("Dana");
    private static final SessionId FIRST = SessionId.ofBits(1);
    private static final SessionId SECOND = SessionId.ofBits(2);
    private static final int AT_ONCE = 30;
    private static final int SCHEMA = 3;

    private final Vertx vertx = Vertx.vertx();
    private final String uri = freshDatabase();
    private Store store;

    /** A connection string that names a database which does not exist yet. */
    abstract String freshDatabase();

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, uri));
    }

    @AfterEach
    void close() {
        await(store.close());
        MongoClient mongo = raw();
        await(mongo.runCommand("dropDatabase", new JsonObject().put("dropDatabase", 1)));
        await(mongo.close());
        await(vertx.close());
    }

    private MongoClient raw() {
        return MongoClient.create(vertx, new JsonObject().put("connection_string", uri));
    }

    private static Session session(String user, String node, SessionId id, long epoch) {
        Contact contact = new Contact(
                new UserName(user),
                "127.0.0.1",
                4000,
                4001,
                DialectName.NATIVE,
                Optional.of(new PublicKey("ab".repeat(32))),
                new Capabilities(List.of("room2")),
                UserStatus.HERE,
                List.of());
        return new Session(contact, node, id, epoch);
    }

    private static Room room(String name) {
        return Room.create(
                        new RoomName(name),
                        RoomKind.SEALED,
                        new Title("Caf\u00e9 \u2615"),
                        9,
                        Optional.of("$argon2id$x"),
                        4001,
                        new Room.Place(DANA, FIRST))
                .completed(() -> new GroupAddress("239.255.7.9", 15_700), () -> new RoomInstance("5b".repeat(16)));
    }

    private static Room.Place place(String user) {
        return new Room.Place(new UserName(user), SECOND);
    }

    private static long won(List<Future<Boolean>> tries) {
        return tries.stream().filter(one -> await(one)).count();
    }

    @Test
    void statusIsThatOfTheSessionNamed() {
        Session session = session("dana", "a", FIRST, 1);
        UserStatus away = new UserStatus(true, "at lunch");
        await(store.sessions().insert(session));
        assertEquals(false, await(store.sessions().setStatus(session.user(), SECOND, away)));
        assertEquals(Optional.of(session), await(store.sessions().find(session.user())));
        assertEquals(true, await(store.sessions().setStatus(session.user(), FIRST, away)));
        assertEquals(
                away,
                await(store.sessions().find(session.user()))
                        .orElseThrow()
                        .contact()
                        .status());
    }

    @Test
    void anAccountIsFoundInAnyCaseAsFirstWritten() {
        assertTrue(await(store.accounts().create(DANA, plain("phc"), 5)));
        Account found = await(store.accounts().find(new UserName("dANA"))).orElseThrow();
        assertEquals("Dana", found.user().shown());
        assertEquals(plain("phc"), found.hashes());
        assertEquals(TrustedLogins.NONE, found.logins());
        assertEquals(5, found.epoch());
        assertEquals(Optional.empty(), await(store.accounts().find(new UserName("emil"))));
    }

    @Test
    void namesakeOfADeletedAccountHasNoEpochOfIts() {
        await(store.accounts().create(DANA, plain("old"), 5));
        Account old = dana();
        assertTrue(await(store.accounts().changeLogins(old, old.revoked(TrustedLogins.NONE))));
        assertTrue(await(store.accounts().delete(DANA)));
        await(store.accounts().create(DANA, plain("new"), 9));
        assertTrue(dana().epoch() > old.epoch() + 1, "epochs " + old.epoch() + " and " + dana().epoch());
    }

    @Test
    void oneOfManyConcurrentCreationsSucceeds() {
        List<Future<Boolean>> tries = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> store.accounts().create(new UserName(i % 2 == 0 ? "DANA" : "dana"), plain("phc" + i), i))
                .toList();
        assertEquals(1, won(tries));
    }

    private static final PublicKey KEY = new PublicKey("0123456789abcdef".repeat(4));

    private static Hashes plain(String phc) {
        return new Hashes(Optional.of(phc), Optional.empty());
    }

    private Account dana() {
        return await(store.accounts().find(DANA)).orElseThrow();
    }

    @Test
    void hashIsReplacedOnlyIfItIsTheExpectedOne() {
        await(store.accounts().create(DANA, plain("old"), 5));
        Account read = dana();
        assertTrue(await(store.accounts().rehash(read, PasswordDigest.PLAIN, "new")));
        assertFalse(await(store.accounts().rehash(read, PasswordDigest.PLAIN, "newer")));
        assertTrue(await(store.accounts().rehash(read, PasswordDigest.SALTED, "salted")));
        assertFalse(await(store.accounts().rehash(read, PasswordDigest.SALTED, "resalted")));
        assertEquals(new Hashes(Optional.of("new"), Optional.of("salted")), dana().hashes());
    }

    @Test
    void hashOfAnEarlierPasswordIsNotStored() {
        await(store.accounts().create(DANA, plain("old"), 5));
        Account read = dana();
        assertTrue(await(store.accounts()
                .changeAll(read, read.revoked(TrustedLogins.NONE).withHashes(plain("new")))));
        assertFalse(await(store.accounts().rehash(read, PasswordDigest.SALTED, "salted")));
        assertEquals(plain("new"), dana().hashes());
        assertEquals(6, dana().epoch());
    }

    @Test
    void accountIsChangedOnlyIfItIsAsRead() {
        await(store.accounts().create(DANA, plain("phc"), 5));
        TrustedLogins logins = TrustedLogins.NONE
                .begin(new Family(new FamilyId("0123456789abcdef"), Optional.empty(), 1, 2, "10.0.0.1"), 2)
                .begin(new Family(new FamilyId("fedcba9876543210"), Optional.of(KeyHash.of(KEY)), 3, 4, "::1"), 4)
                .trust(KEY, 5);
        Account first = dana();
        assertTrue(await(store.accounts().changeLogins(first, first.withLogins(logins))));
        assertEquals(first.withLogins(logins), dana());
        assertFalse(await(store.accounts().changeLogins(first, first.withLogins(TrustedLogins.NONE))));
        Account second = dana();
        assertTrue(await(store.accounts().changeLogins(second, second.revoked(logins))));
        assertFalse(await(store.accounts().changeAll(second, second.revoked(logins))));
        assertEquals(second.revoked(logins), dana());
    }

    @Test
    void aSessionComesBackAsItWasWritten() {
        Session written = session("Dana", "node1", FIRST, 7);
        assertTrue(await(store.sessions().insert(written)));
        assertEquals(Optional.of(written), await(store.sessions().find(DANA)));
        assertEquals(List.of(written), await(store.sessions().all()));
    }

    @Test
    void sessionsThatEndTogetherAreDeletedUnlessTakenOver() {
        Session taken = session("emil", "node2", SECOND, 2);
        await(store.sessions().insert(session("Dana", "node1", FIRST, 1)));
        await(store.sessions().insert(taken));
        UserName emil = new UserName("emil");
        assertEquals(
                Map.of(emil, taken),
                await(store.sessions()
                        .delete(Map.of(
                                DANA, FIRST, emil, SessionId.ofBits(3), new UserName("fay"), SessionId.ofBits(4)))));
        assertEquals(List.of(taken), await(store.sessions().all()));
        assertEquals(Map.of(), await(store.sessions().delete(Map.of(emil, SECOND))));
        assertEquals(List.of(), await(store.sessions().all()));
    }

    @Test
    void sessionIsReplacedOnlyIfItIsTheExpectedOne() {
        assertTrue(await(store.sessions().insert(session("Dana", "node1", FIRST, 1))));
        assertFalse(await(store.sessions().insert(session("dana", "node2", SECOND, 1))));
        assertFalse(await(store.sessions().replace(SECOND, session("Dana", "node2", SessionId.ofBits(3), 2))));
        assertTrue(await(store.sessions().replace(FIRST, session("Dana", "node2", SECOND, 2))));
        assertFalse(await(store.sessions().delete(DANA, FIRST)), "ended already by who took over");
        assertTrue(await(store.sessions().delete(DANA, SECOND)));
        assertEquals(Optional.empty(), await(store.sessions().find(DANA)));
    }

    @Test
    void oneOfManyConcurrentTakeoversSucceeds() {
        await(store.sessions().insert(session("Dana", "node1", FIRST, 1)));
        List<Future<Boolean>> tries = IntStream.range(0, AT_ONCE)
                .mapToObj(i ->
                        store.sessions().replace(FIRST, session("Dana", "node" + i, SessionId.ofBits(i + 10), 2)))
                .toList();
        assertEquals(1, won(tries));
    }

    @Test
    void newestEightAddressesOfAnAccountAreKept() {
        await(store.accounts().create(DANA, plain("phc"), 0));
        for (int i = 0; i < 10; i++) {
            Account read = await(store.accounts().find(DANA)).orElseThrow();
            assertTrue(await(store.accounts().know(read, "10.0.0." + i)));
        }
        List<String> newest =
                IntStream.range(2, 10).mapToObj(i -> "10.0.0." + i).toList();
        assertEquals(newest, await(store.accounts().find(DANA)).orElseThrow().known());
    }

    @Test
    void revokedAccountKnowsNoAddress() {
        await(store.accounts().create(DANA, plain("phc"), 0));
        Account first = await(store.accounts().find(DANA)).orElseThrow();
        await(store.accounts().know(first, "10.0.0.1"));
        Account read = await(store.accounts().find(DANA)).orElseThrow();
        assertTrue(await(store.accounts().changeLogins(read, read.revoked(read.logins()))));
        assertEquals(List.of(), await(store.accounts().find(DANA)).orElseThrow().known());
        assertFalse(await(store.accounts().know(read, "10.0.0.1")), "which was read before");
    }

    @Test
    void theSessionsOfANodeEndTogether() {
        await(store.sessions().insert(session("dana", "node1", FIRST, 1)));
        await(store.sessions().insert(session("emil", "node1", SECOND, 1)));
        await(store.sessions().insert(session("fay", "node2", SessionId.ofBits(3), 1)));
        assertEquals(2, await(store.sessions().deleteNode("node1")));
        assertEquals(0, await(store.sessions().deleteNode("node1")));
        assertEquals(1, await(store.sessions().all()).size());
        assertEquals(1, await(store.sessions().deleteAll()));
        assertEquals(List.of(), await(store.sessions().all()));
    }

    @Test
    void sessionsAreReadByNode() {
        Session dana = session("dana", "node1", FIRST, 1);
        Session emil = session("emil", "node2", SECOND, 1);
        await(store.sessions().insert(dana));
        await(store.sessions().insert(emil));
        await(store.sessions().insert(session("fay", "node3", SessionId.ofBits(3), 1)));
        assertEquals(List.of(dana), await(store.sessions().ofNodes(Set.of("node1"))));
        assertEquals(List.of(dana, emil), await(store.sessions().ofNodes(Set.of("node2", "node1", "gone"))));
    }

    @Test
    void aRoomComesBackAsItWasWritten() {
        Room written = room("Nets").with(place("Emil"));
        assertTrue(await(store.rooms().insert(written)));
        assertEquals(Optional.of(written), await(store.rooms().find(new RoomName("nets"))));
        Room open = Room.create(new RoomName("Open"), RoomKind.OPEN, Title.NONE, 1, Optional.empty(), 0, place("emil"));
        assertTrue(await(store.rooms().insert(open)));
        assertEquals(Optional.of(open), await(store.rooms().find(open.name())));
        assertFalse(await(store.rooms().insert(room("NETS"))));
    }

    @Test
    void whatARoomsHostHasSetIsStored() {
        Room set = room("Nets")
                .with(new RoomSettings(new Title("Exam on Friday"), true, RoomPosting.HOSTS))
                .with(new RoomGuests(List.of(new UserName("Emil")), List.of(new UserName("fay"), new UserName("gus"))))
                .without(DANA)
                .orElseThrow();
        assertTrue(await(store.rooms().insert(set)));
        assertEquals(Optional.of(set), await(store.rooms().find(set.name())));
    }

    @Test
    void keyOfAPlaceIsStored() {
        Room room = room("Nets")
                .with(new Room.Place(new UserName("emil"), SECOND, Optional.of(new PublicKey("cd".repeat(32)))));
        assertTrue(await(store.rooms().insert(room)));
        assertEquals(Optional.of(room), await(store.rooms().find(room.name())));
    }

    @Test
    void aRoomStoredWithoutAKindIsOpenAndStaysSo() {
        Room room = Room.create(new RoomName("Old"), RoomKind.OPEN, Title.NONE, 9, Optional.empty(), 0, place("emil"));
        await(store.rooms().insert(room));
        MongoClient mongo = raw();
        await(mongo.updateCollection(
                "rooms",
                new JsonObject().put("_id", "old"),
                new JsonObject().put("$unset", new JsonObject().put("kind", ""))));
        assertEquals(
                RoomKind.OPEN,
                await(store.rooms().find(room.name())).orElseThrow().kind());
        assertTrue(await(store.rooms().replace(room.with(place("dana")))));
        JsonObject stored = await(mongo.findOne("rooms", new JsonObject().put("_id", "old"), null));
        assertEquals("open", stored.getString("kind"));
        await(mongo.close());
    }

    @Test
    void aRoomIsChangedOnlyFromTheVersionBefore() {
        Room first = room("nets");
        await(store.rooms().insert(first));
        Room second = first.with(place("emil"));
        assertTrue(await(store.rooms().replace(second)));
        assertFalse(await(store.rooms().replace(first.with(place("fay")))), "made from an old version");
        assertFalse(await(store.rooms().delete(first)), "an old version");
        assertTrue(await(store.rooms().delete(second)));
        assertFalse(await(store.rooms().replace(second.with(place("fay")))), "gone");
        assertEquals(Optional.empty(), await(store.rooms().find(first.name())));
    }

    @Test
    void oneOfManyConcurrentChangesIsWritten() {
        Room first = room("nets");
        await(store.rooms().insert(first));
        List<Future<Boolean>> tries = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> store.rooms().replace(first.with(place("user" + i))))
                .toList();
        assertEquals(1, won(tries));
        assertEquals(2, await(store.rooms().find(first.name())).orElseThrow().version());
    }

    @Test
    void pagesAreInTheOrderOfFoldedNames() {
        List.of("b", "Ab", "aC", "a-b", "a_b", "A1", "z9", "B2")
                .forEach(name -> await(store.rooms().insert(room(name))));
        List<String> expected = List.of("a-b", "a1", "a_b", "ab", "ac", "b", "b2", "z9");
        assertEquals(expected, folded(await(store.rooms().page(Optional.empty(), 100))));
        assertEquals(expected, folded(await(store.rooms().page(Optional.empty(), 1_000))));
        assertEquals(expected.subList(0, 3), folded(await(store.rooms().page(Optional.empty(), 3))));
        assertEquals(expected.subList(3, 6), folded(await(store.rooms().page(Optional.of(new RoomName("A_B")), 3))));
        assertEquals(expected.subList(6, 8), folded(await(store.rooms().page(Optional.of(new RoomName("b1")), 3))));
        assertEquals(List.of(), folded(await(store.rooms().page(Optional.of(new RoomName("z9")), 3))));
    }

    private static List<String> folded(List<Room> rooms) {
        return rooms.stream().map(room -> room.name().folded()).toList();
    }

    @Test
    void aNodeBeatsWhileItIsKnown() {
        List<HostPort> at = List.of(new HostPort("10.0.0.5", 15_600));
        assertTrue(await(store.nodes().enter("node1", at, false)));
        assertFalse(await(store.nodes().enter("node1", List.of(), false)));
        assertTrue(await(store.nodes().beat("node1", NewsCount.NONE, 0, 0)));
        assertFalse(await(store.nodes().beat("node2", NewsCount.NONE, 0, 0)));
        assertEquals(
                Map.of("node1", new Node("node1", 2, Optional.of(NewsCount.NONE), Optional.of(0L), 0, at, false)),
                await(store.nodes().all()));
        assertTrue(await(store.nodes().remove("node1")));
        assertFalse(await(store.nodes().remove("node1")));
        assertFalse(await(store.nodes().beat("node1", NewsCount.NONE, 0, 0)), "given up");
        assertEquals(Optional.empty(), await(store.nodes().find("node1")));
    }

    @Test
    void aNodeIsRemovedAtTheBeatSeenOnly() {
        await(store.nodes().enter("node1", List.of(), false));
        await(store.nodes().beat("node1", NewsCount.NONE, 0, 0));
        assertFalse(await(store.nodes().remove("node1", 1)), "it has beaten since");
        assertTrue(await(store.nodes().beat("node1", NewsCount.NONE, 0, 0)));
        assertTrue(await(store.nodes().remove("node1", 3)));
        assertFalse(await(store.nodes().beat("node1", NewsCount.NONE, 0, 0)), "nothing is renewed behind that");
    }

    @Test
    void nodeStoresItsAddressesAndWhetherItIsLeaving() {
        await(store.nodes().enter("node1", List.of(), false));
        List<HostPort> at = List.of(new HostPort("10.0.0.5", 15_600), new HostPort("fd00::5", 15_600));
        assertTrue(await(store.nodes().describe("node1", at, true)));
        assertFalse(await(store.nodes().describe("node2", at, true)));
        assertEquals(
                Optional.of(new Node("node1", 1, Optional.of(NewsCount.NONE), Optional.of(0L), 0, at, true)),
                await(store.nodes().find("node1")));
    }

    @Test
    void nodeOfAnEarlierVersionHasNoAddresses() {
        await(raw().insert("nodes", new JsonObject().put("_id", "old").put("beat", 7L)));
        assertEquals(
                Map.of("old", new Node("old", 7, Optional.empty(), Optional.empty(), 0, List.of(), false)),
                await(store.nodes().all()));
    }

    @Test
    void beatNeverLowersTheNewsCount() {
        await(store.nodes().enter("node1", List.of(), false));
        NewsCount count = new NewsCount(7, 2);
        await(store.nodes().beat("node1", count, 0, 0));
        assertEquals(
                Optional.of(count),
                await(store.nodes().find("node1")).orElseThrow().news());
        await(store.nodes().beat("node1", new NewsCount(6, 2), 0, 0));
        assertEquals(
                Optional.of(count),
                await(store.nodes().find("node1")).orElseThrow().news());
    }

    @Test
    void beatTellsTheVersionOfTheBans() {
        await(store.nodes().enter("node1", List.of(), false));
        assertEquals(0, await(store.nodes().find("node1")).orElseThrow().bans());
        await(store.nodes().beat("node1", NewsCount.NONE, 0, 4));
        await(store.nodes().beat("node1", NewsCount.NONE, 0, 3));
        assertEquals(4, await(store.nodes().find("node1")).orElseThrow().bans(), "never lower");
    }

    @Test
    void bansAndTheirVersionChangeTogether() {
        assertEquals(Optional.empty(), await(store.bans().later(0)));
        Ban brief = new Ban(Ban.user(new UserName("Dana")), "be kind", OptionalLong.of(2_000));
        Ban lasting = new Ban(Ban.address("10.0.0.5"), "", OptionalLong.empty());
        assertEquals(1, await(store.bans().ban(brief, 1_000)).version());
        assertEquals(2, await(store.bans().ban(lasting, 1_000)).version());
        BanList read = await(store.bans().later(1)).orElseThrow();
        assertEquals(2, read.version());
        assertEquals(List.of(brief, lasting), read.bans());
        assertEquals(Optional.empty(), await(store.bans().later(2)), "nothing is read twice");
        assertEquals(
                List.of(lasting),
                await(store.bans().lift(brief.subject(), 1_000)).bans());
        assertEquals(3, await(store.bans().current()).version());
    }

    @Test
    void noneOfManyBansAtOnceIsLost() {
        List<Future<BanList>> bans = IntStream.range(0, 10)
                .mapToObj(i -> store.bans().ban(new Ban(Ban.address("10.0.0." + i), "", OptionalLong.empty()), 0))
                .toList();
        Set<Long> versions = bans.stream().map(ban -> await(ban).version()).collect(Collectors.toSet());
        assertEquals(10, versions.size());
        BanList read = await(store.bans().later(0)).orElseThrow();
        assertEquals(10, read.version());
        assertEquals(10, read.bans().size());
    }

    @Test
    void everyBeatOfManyAtOnceCounts() {
        await(store.nodes().enter("node1", List.of(), false));
        assertEquals(
                AT_ONCE,
                won(IntStream.range(0, AT_ONCE)
                        .mapToObj(i -> store.nodes().beat("node1", NewsCount.NONE, 0, 0))
                        .toList()));
        assertEquals(
                1L + AT_ONCE, await(store.nodes().find("node1")).orElseThrow().beat());
    }

    @Test
    void freshStoreGetsTheLatestVersion() {
        MongoClient mongo = raw();
        List<JsonObject> before = await(mongo.find("meta", new JsonObject()));
        assertEquals(SCHEMA, before.get(0).getInteger("version"));
        await(store.accounts().create(DANA, plain("phc"), 5));
        await(store.close());
        store = await(Store.open(vertx, uri));
        assertEquals(before, await(mongo.find("meta", new JsonObject())));
        assertTrue(await(store.accounts().find(DANA)).isPresent());
        await(mongo.close());
    }

    @Test
    void storeOfVersion1IsMigrated() {
        MongoClient mongo = raw();
        await(store.accounts().create(DANA, plain("phc"), 5));
        await(mongo.updateCollection(
                "meta",
                new JsonObject().put("_id", "schema"),
                new JsonObject().put("$set", new JsonObject().put("version", 1))));
        await(mongo.dropCollection("sessions"));
        await(store.close());
        store = await(Store.open(vertx, uri));
        assertEquals(
                SCHEMA, await(mongo.findOne("meta", new JsonObject(), null)).getInteger("version"));
        assertTrue(await(store.accounts().find(DANA)).isPresent());
        assertTrue(await(store.sessions().insert(session("dana", "node1", FIRST, 1))));
        assertEquals(1, await(store.sessions().ofNodes(Set.of("node1"))).size());
        await(mongo.close());
    }

    @Test
    void storeOfVersion2IsMigrated() {
        MongoClient mongo = raw();
        await(store.accounts().create(DANA, plain("phc"), 5));
        await(store.rooms().insert(room("nets")));
        JsonObject sinceVersion3 = new JsonObject();
        for (String field : List.of("instance", "bans", "invited", "topic", "standing", "post")) {
            sinceVersion3.put(field, "");
        }
        await(mongo.updateCollection(
                "rooms",
                new JsonObject().put("_id", "nets"),
                new JsonObject().put("$unset", sinceVersion3.put("members.0.key", ""))));
        await(mongo.updateCollection(
                "meta",
                new JsonObject().put("_id", "schema"),
                new JsonObject().put("$set", new JsonObject().put("version", 2))));
        for (String collection : List.of("bans", "mailboxes", "prekeys")) {
            await(mongo.dropCollection(collection));
        }
        await(store.close());
        store = await(Store.open(vertx, uri));
        assertEquals(
                SCHEMA, await(mongo.findOne("meta", new JsonObject(), null)).getInteger("version"));
        assertTrue(Set.copyOf(await(mongo.getCollections())).containsAll(Set.of("bans", "mailboxes", "prekeys")));
        Room earlier = await(store.rooms().find(new RoomName("nets"))).orElseThrow();
        assertEquals(Optional.empty(), earlier.instance());
        assertEquals(RoomSettings.DEFAULT, earlier.settings());
        assertEquals(RoomGuests.NONE, earlier.guests());
        assertEquals(Optional.empty(), earlier.members().get(0).key());
        assertTrue(await(store.accounts().find(DANA)).isPresent());
        await(mongo.close());
    }

    @Test
    void aStoreOfALaterVersionIsNotTouched() {
        MongoClient mongo = raw();
        await(mongo.updateCollection(
                "meta",
                new JsonObject().put("_id", "schema"),
                new JsonObject().put("$set", new JsonObject().put("version", 99))));
        Set<String> collections = Set.copyOf(await(mongo.getCollections()));
        SchemaTooNewException refused = assertThrows(SchemaTooNewException.class, () -> await(Store.open(vertx, uri)));
        assertTrue(refused.getMessage().contains("99"), refused.getMessage());
        assertEquals(collections, Set.copyOf(await(mongo.getCollections())));
        assertEquals(99, await(mongo.findOne("meta", new JsonObject(), null)).getInteger("version"));
        await(mongo.close());
    }

    @Test
    void manyRegistriesMayOpenAFreshStoreAtOnce() {
        MongoClient mongo = raw();
        await(mongo.dropCollection("meta"));
        List<Store> opened = IntStream.range(0, 5).mapToObj(i -> Store.open(vertx, uri)).toList().stream()
                .map(future -> await(future))
                .collect(Collectors.toList());
        assertEquals(1, await(mongo.count("meta", new JsonObject())));
        await(mongo.close());
        opened.forEach(one -> await(one.close()));
    }

    @Test
    void mailboxIsWrittenOnlyIfItDidNotChange() {
        BoxLimits limits = new BoxLimits(10, 10_000, 1_000, 100);
        Box empty = await(store.mailboxes().find(DANA));
        Box put = empty.put(new Box.Put(Examples.ID, 569, Optional.empty(), "0c".repeat(16)), limits, 5);
        assertTrue(await(store.mailboxes().write(put)));
        assertFalse(await(store.mailboxes().write(empty.allow("0a".repeat(16), 3))));
        assertTrue(await(store.mailboxes().write(put.allow("0a".repeat(16), 3))));
        Box found = await(store.mailboxes().find(DANA));
        assertEquals(put.allow("0a".repeat(16), 3), found);
        assertFalse(await(store.mailboxes().write(put.allow("0b".repeat(16), 3))));
    }

    @Test
    void prekeysAreWrittenOnlyIfTheyDidNotChange() {
        PrekeyShelf shelf = PrekeyShelf.empty(DANA, Examples.KEY).with(List.of(Examples.PREKEY), Examples.KEY, 0);
        assertTrue(await(store.mailboxes().write(shelf)));
        assertEquals(Optional.of(shelf), await(store.mailboxes().prekeys(DANA)));
        PrekeyShelf taken = shelf.take(true, 0).orElseThrow().left();
        assertTrue(await(store.mailboxes().write(taken)));
        assertFalse(await(store.mailboxes().write(taken)));
        assertEquals(Optional.of(taken), await(store.mailboxes().prekeys(DANA)));
    }

    @Test
    void oldLettersAreSweptPageByPage() {
        MessageId old = new MessageId("00".repeat(16));
        MessageId young = new MessageId("11".repeat(16));
        await(store.mailboxes().insert(new StoredLetter(old, 10, Examples.LETTER)));
        await(store.mailboxes().insert(new StoredLetter(young, 20, Examples.LETTER)));
        assertEquals(Optional.of(Examples.LETTER), await(store.mailboxes().letter(old)));
        assertEquals(2L, await(store.mailboxes().count()));
        String last = await(store.mailboxes().sweep("", 15, 1));
        assertEquals(old.hex(), last);
        assertEquals(young.hex(), await(store.mailboxes().sweep(last, 15, 1)));
        assertEquals("", await(store.mailboxes().sweep(young.hex(), 15, 1)));
        assertEquals(Optional.empty(), await(store.mailboxes().letter(old)));
        assertEquals(1L, await(store.mailboxes().count()));
        await(store.mailboxes().delete(List.of(young, old)));
        assertEquals(0L, await(store.mailboxes().count()));
    }
}
