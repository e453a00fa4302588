package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.file.FileEffect;
import org.hobnob.protocol.file.FileEngine;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who asks for a file, and goes before there is an answer, leaves nothing behind. */
@Tag("slow")
class ServingsTest {
    private static final UserName ANA = new UserName("ana");
    private static final UserName BOB = new UserName("bob");
    private static final PublicKey KEY =
            new PublicKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FileEngine engine = new FileEngine(ANA, 1, new Random(1));
    private final List<List<FileEffect>> effects = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void connectionThatClosesBeforeTheAnswerHoldsNoSlot() {
        Offer offer = engine.send(BOB, new FileHead("x", 5), "/x", 0, Optional.empty())
                .offer();
        FetchFile fetch = new FetchFile(BOB, offer.id(), 0, Optional.empty());
        Contact contact = new Contact(BOB, "127.0.0.1", 1, 1, DialectName.NATIVE, Optional.of(KEY), List.of());
        Promise<Void> lookedUp = Promise.promise();
        Promise<JsonObject> known = Promise.promise();
        Await.await(bus.serve(
                Addresses.PEER_REGISTRY, Map.of("contact", json -> Future.succeededFuture(Json.of(contact)))));
        Await.await(bus.serve(Addresses.PEER_CONTACTS, Map.of("check", json -> {
            lookedUp.tryComplete();
            return known.future();
        })));
        FileParts parts =
                new FileParts(vertx, null, new Contacts(bus, "127.0.0.1"), new KnownKeys(bus), null, null, () -> 1);
        Servings servings = new Servings(
                parts, engine, new Transfers(() -> 1, id -> true, json -> {}), call -> effects.add(call.at(1)));
        Promise<Context> closed = Promise.promise();
        var server = Await.await(vertx.createNetServer()
                .connectHandler(socket -> {
                    socket.closeHandler(gone -> closed.complete(vertx.getOrCreateContext()));
                    servings.asked(fetch, Optional.of(KEY), socket);
                })
                .listen(0, "127.0.0.1"));
        NetSocket client = Await.await(vertx.createNetClient().connect(server.actualPort(), "127.0.0.1"));
        Await.await(lookedUp.future());
        client.close();
        Context context = Await.await(closed.future());
        known.complete(
                new JsonObject().put("state", "known").put("verified", false).put("blocked", false));
        // Behind the answer, which takes the same way.
        Await.await(parts.keys().look(contact));
        Promise<Void> behind = Promise.promise();
        context.runOnContext(now -> behind.complete());
        Await.await(behind.future());
        assertEquals(List.of(), effects);
        assertEquals(FileEngine.Permission.YES, engine.mayFetch(BOB, offer.id()));
    }
}
