package org.hobnob.peer;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.testing.EarlierTokens;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People at terminals, whole peers behind them, beside a real registry: what each sees. */
@Tag("slow")
class TwoTerminalsTest {
    @TempDir
    Path folder;

    private final List<PersonFixture> people = new ArrayList<>();
    private TestSettings settings;
    private RegistryFixture registry;
    private PersonFixture dana;
    private PersonFixture omar;

    @BeforeEach
    void start() throws IOException {
        settings = new TestSettings().fixedPorts();
        registry = RegistryFixture.start(folder, settings);
        dana = online("dana");
        omar = online("omar");
    }

    private PersonFixture online(String name) {
        PersonFixture person = PersonFixture.online(name, registry.port());
        people.add(person);
        return person;
    }

    @AfterEach
    void stop() {
        people.forEach(PersonFixture::close);
        registry.close();
    }

    private void askedByMenu() {
        dana.type("6", "   1  omar").endsWith("number or name of the user: ");
        dana.type("1", "asking omar for a chat").endsWith("[asking @omar] Choice: ");
        omar.endsWith("[chat with dana? y/n] Choice: ");
    }

    private void chatting() {
        askedByMenu();
        omar.type("y", "chatting with dana").endsWith("@dana> ");
        dana.see("omar accepts").endsWith("@omar> ");
    }

    @Test
    void aChatIsRefusedThenAcceptedThenEnded() {
        askedByMenu();
        omar.type("n", "refused dana").endsWith("Choice: ");
        dana.see("omar does not want to chat now").endsWith("Choice: ");
        chatting();
        dana.keys("half a li").endsWith("@omar> half a li");
        omar.say("hello dana");
        dana.see("@omar hello dana").endsWith("@omar> half a li");
        dana.keys("ne\r").see("@omar you: half a line");
        omar.see("@dana half a line");
        omar.type("q", "left the chat with dana").endsWith("Choice: ");
        dana.see("omar ended the chat").endsWith("Choice: ");
        assertEquals(1, dana.from("@omar hello dana").size());
        assertEquals(1, omar.from("@dana half a line").size());
    }

    @Test
    void chatIsAcceptedByCommandInARoom() {
        omar.type("/create lab3", "#lab3 created").endsWith("#lab3> ");
        dana.say("/chat omar");
        omar.endsWith("[@dana asks: /accept] #lab3> ");
        omar.type("/accept", "chatting with dana").endsWith("@dana> ");
        dana.see("omar accepts").endsWith("@omar> ");
        dana.type("/join lab3", "#lab3 joined").endsWith("#lab3> ").say("to the room", "/msg omar to you");
        omar.see("#lab3 dana: to the room").see("@dana to you").endsWith("[#lab3 1] @dana> ");
        omar.type("/switch 1", "").endsWith("#lab3> ");
    }

    @Test
    void privateMessageWaitsForAnAbsentUser() {
        dana.say("/msg omar", "one", "two");
        omar.see("@dana one").see("@dana two").endsWith("[@dana 2] Choice: ");
        omar.type("/menu conversations", "Go to another conversation")
                .type("1", "@dana  2 unread")
                .type("1", "You are talking with @dana.")
                .say("three");
        dana.see("@omar three");
        omar.type("/logout", "Logged out.").endsWith("Choice: ");
        dana.say("four");
        dana.see("@omar you: four")
                .see(
                        "omar is offline; \"four\" waits here and, sealed, in the registry's mailbox, where omar finds it");
        dana.type("/queue", "1 message queued for omar");
        dana.type("/cancel omar", "1 message for omar dropped");
        dana.type("/msg nobody hi", "there is no user nobody").endsWith("@omar> ");
    }

    @Test
    void menuCoversTheLifeOfARoom() {
        dana.type("3", "name of the room: ").type("lab3", "sealed or open (Enter = sealed): ");
        dana.type("", "most members (Enter skips): ");
        dana.type("2", "password of the room (Enter skips): ").type("pw", "description (Enter skips): ");
        dana.type("Physics", "#lab3 created: host dana, 1 of 2 places taken").endsWith("#lab3> ");
        omar.type("4", "#lab3 (1/2) password  host dana  sealed  dana  \"Physics\"");
        omar.type("#lab3", "wants its password").type("no", "wrong; type it again, or quit");
        omar.type("pw", "#lab3 joined: host dana, 2 of 2 places taken").endsWith("#lab3> ");
        omar.see("besides you, dana can read #lab3");
        dana.see("#lab3: omar joined and can read it from now on");
        PersonFixture nour = online("nour");
        nour.type("5", "#lab3 (2/2) full password");
        nour.type("1", "the room is full").endsWith("name of another room (quit goes back): ");
        nour.type("quit", "Main Menu");
        omar.say("good morning");
        dana.see("#lab3 omar: good morning");
        assertEquals(List.of(), dana.from("omar can read #lab3"), "the line of the joining tells it");
        dana.type("q", "left #lab3").endsWith("Choice: ");
        omar.see("#lab3: dana left").see("#lab3: you are the host now");
        nour.type("/join lab3 pw", "#lab3 joined: host omar, 2 of 2").endsWith("#lab3> ");
        omar.see("#lab3: nour joined").type("/names", "  omar  host").type("/logout", "Logged out.");
        nour.see("#lab3: omar logged out").see("#lab3: you are the host now");
        assertEquals(1, nour.from("you are the host now").size());
    }

    @Test
    void enterTriesALostRegistryAtOnceWhileChatsGoOn() {
        chatting();
        registry.stop();
        dana.see("the registry is closing; next try in 1 s (Enter = now)").say("still there?");
        omar.see("@dana still there?");
        dana.type("", "trying the registry now").see("the registry does not answer");
        registry.start(settings);
        dana.type("", "registry back").endsWith("@omar> ");
        omar.see("registry back").say("yes");
        dana.see("@omar yes").type("/who", "  omar  ");
    }

    @Test
    void loginAtAnotherPlaceIsToldAndEndsThisOne() {
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(false, new SecureRandom());
        long epoch = await(registry.store().accounts().find(new UserName("dana")))
                .orElseThrow()
                .epoch();
        String token = EarlierTokens.issue(
                secrets.tokenKey(), "dana", epoch, Instant.now().getEpochSecond() + 600);
        registry.connect().enter("RESUME " + token);
        dana.see("You logged in at another place; this one is logged out. To log in here, log out there first.")
                .see("no connection to the registry now; logging in makes a new one")
                .endsWith("Choice: ");
        dana.type("/login dana topsecret", "that user is online already; log out there first");
        assertEquals(List.of(), dana.from("registry back"), "it does not take the session back");
    }
}
