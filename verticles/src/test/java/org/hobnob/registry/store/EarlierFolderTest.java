package org.hobnob.registry.store;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data folders of earlier registries, one of each schema since 2, as {@link StoreRecorder} records them. */
@Tag("slow")
class EarlierFolderTest {
    @TempDir
    Path folder;

    private void copy(String recording) throws IOException {
        for (String file : List.of("store.mv", "secrets")) {
            try (InputStream recorded = getClass().getResourceAsStream("/stores/" + recording + "/" + file)) {
                OwnerOnly.createFile(folder.resolve(file));
                Files.write(folder.resolve(file), recorded.readAllBytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-schema-2", "registry-schema-3"})
    void earlierDocumentsAreRead(String recording) throws IOException, StoreRefusedException {
        copy(recording);
        Vertx vertx = Vertx.vertx();
        try (EmbeddedStore embedded = EmbeddedStore.open(folder, "127.0.0.1", 0)) {
            Store store = await(Store.open(vertx, embedded.connectionString()));
            assertEquals(
                    List.of("dana native -", "omar native " + "5b".repeat(32), "sara original -"),
                    await(store.sessions().all()).stream()
                            .map(EarlierFolderTest::described)
                            .toList());
            assertEquals(
                    List.of("lab Nets lab [dana, omar]", "locked  [dana]", "plaza  [omar, sara]"),
                    await(store.rooms().page(Optional.empty(), 1_000)).stream()
                            .map(EarlierFolderTest::described)
                            .toList());
            await(store.close());
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void whatHostsSetInSchema3IsRead() throws IOException, StoreRefusedException {
        copy("registry-schema-3");
        Vertx vertx = Vertx.vertx();
        try (EmbeddedStore embedded = EmbeddedStore.open(folder, "127.0.0.1", 0)) {
            Store store = await(Store.open(vertx, embedded.connectionString()));
            Room lab = await(store.rooms().find(new RoomName("lab"))).orElseThrow();
            assertEquals(new RoomSettings(new Title("Exam on Friday"), true, RoomPosting.HOSTS), lab.settings());
            assertEquals(List.of(new UserName("sara")), lab.guests().banned());
            assertTrue(lab.instance().isPresent());
            assertEquals(
                    Optional.of(new PublicKey("5b".repeat(32))),
                    lab.place(new UserName("omar")).orElseThrow().key());
            Room locked = await(store.rooms().find(new RoomName("locked"))).orElseThrow();
            assertEquals(List.of(new UserName("omar")), locked.guests().invited());
            await(store.close());
        } finally {
            await(vertx.close());
        }
    }

    private static String described(Session session) {
        return session.user() + " " + session.contact().dialect().word() + " "
                + session.contact().key().map(PublicKey::hex).orElse("-");
    }

    private static String described(Room room) {
        List<UserName> users = room.members().stream().map(Room.Place::user).toList();
        return room.name() + " " + room.title().text() + " " + users;
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-schema-2", "registry-schema-3"})
    void earlierUsersLogInAndHoldTheirPlaces(String recording) throws IOException {
        copy(recording);
        try (RegistryFixture registry = RegistryFixture.start(folder)) {
            NativeClient dana = registry.connect();
            assertTrue(dana.login("dana").startsWith("AUTH <SUCCESS> <200> dana"));
            registry.returningOriginal("sara");
            assertTrue(dana.ask("KICK omar lab").startsWith("KICK <SUCCESS>"), "dana still hosts lab");
            NativeClient omar = registry.connect();
            omar.login("omar");
            NativeClient nour = registry.newUser("nour");
            assertEquals(
                    "JOIN <FAILURE> <404> reason=wrong-password",
                    nour.ask("JOIN_CHAT_ROOM locked " + RegistryFixture.WRONG + " 1"));
            assertTrue(omar.ask("JOIN_CHAT_ROOM locked " + RegistryFixture.PASSWORD + " 1")
                    .startsWith("JOIN <SUCCESS>"));
        }
    }
}
