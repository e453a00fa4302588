package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten people at ten terminals, whole peers behind them, in a room and in several chats at once. */
@Tag("slow")
class TenTerminalsTest {
    private static final int PEOPLE = 10;
    private static final int PLACES = 9;
    private static final int LINES = 4;

    @TempDir
    Path folder;

    private final List<PersonFixture> people = new ArrayList<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        for (int i = 0; i < PEOPLE; i++) {
            PersonFixture person = PersonFixture.atMenu("peer" + i, registry.port());
            people.add(person);
            person.say("/signup peer" + i + " secret-words");
        }
        people.forEach(person -> person.see("Logged in as " + person.name() + "."));
    }

    @AfterEach
    void stop() {
        people.forEach(PersonFixture::close);
        registry.close();
    }

    private PersonFixture person(int number) {
        return people.get(number);
    }

    private List<PersonFixture> members() {
        return people.subList(0, PLACES);
    }

    private PersonFixture outside() {
        return person(PLACES);
    }

    private void allInRoom() {
        person(0).type("/create hall " + PLACES, "#hall created");
        for (PersonFixture member : members().subList(1, PLACES)) {
            member.type("/join hall", "#hall joined");
        }
        outside().type("/join hall", "the room is full").type("quit", "Main Menu");
    }

    private static String line(PersonFixture sender, int number) {
        return sender.name() + " says " + number + ".";
    }

    /** What one sees of what another says in the room. */
    private static String said(PersonFixture sender, PersonFixture reader) {
        return "#hall " + (sender == reader ? "you" : sender.name()) + ": " + sender.name() + " says ";
    }

    private static void sameOnce(PersonFixture sender, PersonFixture reader, String begin) {
        reader.sees(LINES, begin);
        List<String> numbers = reader.from(begin).stream()
                .map(text -> text.substring(begin.length(), text.indexOf('.', begin.length())))
                .toList();
        List<String> all = IntStream.range(0, LINES).mapToObj(String::valueOf).toList();
        assertEquals(all, numbers, () -> reader.name() + " of " + sender.name());
    }

    @Test
    void everyRoomMessageIsSeenOnceAndInOrder() {
        allInRoom();
        for (int number = 0; number < LINES; number++) {
            for (PersonFixture sender : members()) {
                sender.say(line(sender, number));
            }
        }
        for (PersonFixture reader : members()) {
            members().forEach(sender -> sameOnce(sender, reader, said(sender, reader)));
        }
        assertEquals(List.of(), outside().from(" says "));
        for (int joined = 1; joined < PLACES; joined++) {
            for (int reader = 0; reader < joined; reader++) {
                assertEquals(
                        1,
                        person(reader).from("#hall: peer" + joined + " joined").size());
            }
        }
        theHostGoesAndThePlaceIsTaken();
    }

    private void theHostGoesAndThePlaceIsTaken() {
        person(0).type("/leave", "left #hall");
        person(1).see("#hall: peer0 left").see("#hall: you are the host now");
        members().subList(2, PLACES).forEach(one -> one.see("#hall: peer0 left").see("#hall: the host is peer1 now"));
        outside()
                .type("/join hall", "#hall joined: host peer1, 9 of 9 places taken")
                .say("hello from outside");
        members().subList(1, PLACES).forEach(one -> one.see("#hall peer9: hello from outside"));
        assertEquals(List.of(), person(0).from("hello from outside"));
    }

    @Test
    void concurrentChatsAreSeparateAndLimited() {
        PersonFixture popular = person(0);
        List<PersonFixture> askers = people.subList(1, PEOPLE);
        List<PersonFixture> chatting = askers.subList(0, DirectChatVerticle.Bounds.DEFAULT.chats());
        for (PersonFixture asker : chatting) {
            asker.say("/chat peer0");
            popular.see(asker.name() + " asks for a one-to-one chat");
            popular.type("/accept " + asker.name(), "chatting with " + asker.name());
            asker.see("peer0 accepts").endsWith("@peer0> ");
        }
        person(PEOPLE - 1).type("/chat peer0", "peer0 is busy in other chats. Try again later");
        for (int number = 0; number < LINES; number++) {
            for (PersonFixture asker : chatting) {
                asker.say(line(asker, number));
                popular.say("/msg " + asker.name() + " " + asker.name() + " hears " + number + ".");
            }
        }
        for (PersonFixture asker : chatting) {
            sameOnce(asker, popular, "@" + asker.name() + " " + asker.name() + " says ");
            sameOnce(popular, asker, "@peer0 " + asker.name() + " hears ");
            assertEquals(LINES, asker.from(" hears ").size());
        }
        chatting.get(0).type("q", "left the chat with peer0");
        popular.see("peer1 ended the chat");
        assertEquals(1, popular.from("ended the chat").size());
    }
}
