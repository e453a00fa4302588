package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes of two registries on one store: each serves all of them (SPEC 4.8 and 14.3). */
@Tag("slow")
class SharedMailboxesTest {
    private static final PutToken TOKEN = PutToken.of("0a".repeat(16)).orElseThrow();

    @TempDir
    Path folder;

    private EmbeddedStore store;
    private RegistryFixture here;
    private RegistryFixture there;

    @BeforeEach
    void start() throws StoreRefusedException {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        here = RegistryFixture.sharing(store, folder);
        there = RegistryFixture.sharing(store, folder);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        store.close();
    }

    /** What is published at one reaches the other, as on the bus of a cluster. */
    private void hearEachOther() {
        relay(here, there);
    }

    private static void relay(RegistryFixture from, RegistryFixture to) {
        Bus other = new Bus(to.vertx());
        await(new Bus(from.vertx())
                .hear(
                        Addresses.MAIL_EVENTS,
                        Map.of("came", (JsonObject json) -> other.publishHere(Addresses.MAIL_EVENTS, "came", json))));
    }

    private static Letter letter(int number) {
        byte[] bytes = new byte[569];
        bytes[0] = 1;
        bytes[1] = (byte) number;
        return Letter.parse(bytes).orElseThrow();
    }

    private static MessageId put(NativeClient putter, String user, int number, Optional<PutToken> token) {
        Reply reply = putter.ask(new Request.PutLetter(new UserName(user), letter(number), token));
        return assertInstanceOf(Reply.LetterPut.class, reply).id();
    }

    private static List<MessageId> letters(NativeClient owner) {
        Set<MessageId> found = new HashSet<>();
        Reply.Letters next = (Reply.Letters) owner.ask(new Request.FetchLetters(Optional.empty()));
        while (next.letter().isPresent() && found.add(next.letter().get().id())) {
            next = (Reply.Letters) owner.ask(
                    new Request.FetchLetters(Optional.of(next.letter().get().id())));
        }
        return List.copyOf(found);
    }

    @Test
    void letterPutAtOneIsToldAndFetchedAtTheOther() {
        hearEachOther();
        String dana = name("dana");
        NativeClient owner = there.newUser(dana);
        NativeClient putter = here.newUser(name("omar"));
        MessageId id = put(putter, dana, 1, Optional.empty());
        assertEquals("MAIL", owner.notice("MAIL"));
        assertEquals(List.of(id), letters(owner));
        owner.ask(new Request.DropLetters(List.of(id)));
        assertEquals(List.of(), letters(owner));
    }

    @Test
    void ownerWhoComesToTheOtherRegistryFindsTheLetter() {
        String dana = name("dana");
        here.newUser(dana).ask("LOGOUT");
        MessageId id = put(here.newUser(name("omar")), dana, 1, Optional.empty());
        NativeClient owner = there.connect();
        owner.enter("LOGIN " + dana + " " + PASSWORD);
        assertEquals(List.of(id), letters(owner));
    }

    @Test
    void lettersPutAtBothAtOnceAreAllThereAndTheQuotaHolds() {
        String dana = name("dana");
        NativeClient owner = there.newUser(dana);
        owner.ask(new Request.AllowMail(TOKEN.hash(), 8));
        List<NativeClient> putters = List.of(here.newUser(name("omar")), there.newUser(name("amir")));
        List<Future<String>> replies = IntStream.range(0, 12)
                .mapToObj(number -> putters.get(number % 2)
                        .asking(NativeClient.spelt(
                                new Request.PutLetter(new UserName(dana), letter(number), Optional.of(TOKEN)))))
                .toList();
        long put = replies.stream()
                .map(Await::await)
                .filter(reply -> reply.contains("<200>"))
                .count();
        assertEquals(8, put);
        assertEquals(8, letters(owner).size());
    }
}
