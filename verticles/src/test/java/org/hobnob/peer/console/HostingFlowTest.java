package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** Topics, settings, bans and invitations, by menu and by commands. */
class HostingFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject changed() {
        return new JsonObject()
                .put("event", "changed")
                .put("room", "lab3")
                .put("user", "omar")
                .put("host", "omar");
    }

    @Test
    void topicIsSetShownAndTakenAway() {
        dana.type("/create lab3", "/topic").sees("#lab3 has no topic");
        dana.type("/topic Exam  on Friday")
                .asked("topic {\"room\":\"lab3\",\"topic\":\"Exam  on Friday\"}")
                .sees("-- topic of #lab3: Exam  on Friday");
        dana.clear().type("/topic").sees("topic of #lab3: Exam  on Friday");
        dana.type("/topic -").sees("-- #lab3 has no topic any more");
        dana.clear().type("/topic -").sees("-!- that is so already in #lab3");
    }

    @Test
    void topicOfAnotherRoomNamesTheRoom() {
        dana.type("/create lab3", "/create aula", "/topic #lab3 nets").sees("-- topic of #lab3: nets");
        dana.type("/topic #lab3").sees("topic of #lab3: nets");
        dana.clear().type("/topic").sees("#aula has no topic");
        dana.type("/topic #no.where x").sees("!! there is no such room");
    }

    @Test
    void topicThatIsTooLongIsNotSent() {
        dana.type("/create lab3", "/topic " + "x".repeat(201))
                .sees("!! a topic has at most 200 bytes")
                .askedNot("topic");
    }

    @Test
    void standingAndPostAreSet() {
        dana.type("/create lab3", "/room standing on")
                .asked("set {\"room\":\"lab3\",\"standing\":true}")
                .sees("-- #lab3 stays when everybody has left");
        dana.type("/room standing off").sees("-- #lab3 ends when everybody has left");
        dana.type("/room post hosts").asked("set {\"room\":\"lab3\",\"post\":\"hosts\"}");
        dana.sees("-- only hosts may speak in #lab3");
        dana.type("/room post all #lab3").sees("-- everybody may speak in #lab3");
        dana.clear()
                .type("/room post nobody")
                .sees("!! usage: /room standing on|off, post all|hosts, history off|on|DAYSd, or hosted on|off [ROOM]");
        dana.clear().type("/room lights on").sees("!! usage: /room").askedNot("lights");
    }

    @Test
    void userIsBannedAndUnbanned() {
        dana.type("/create lab3", "/bans").sees("nobody is banned from #lab3");
        dana.type("/ban @omar").asked("ban {\"room\":\"lab3\",\"user\":\"omar\"}");
        dana.sees("-- omar is banned from #lab3; /unban omar lets in again");
        dana.type("/bans").sees("banned from #lab3: omar");
        dana.type("/unban omar").sees("-- omar may enter #lab3 again");
        dana.type("/ban dana").sees("!! you cannot ban yourself; /leave leaves the room");
    }

    @Test
    void onlyTheHostHasThoseCommands() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar", "dana");
        dana.type("/join lab3", "/ban omar").sees("!! only a host of the room can do that");
        dana.clear().type("/topic x").sees("!! only a host of the room can do that");
        dana.clear().type("/room post all").sees("!! only a host of the room can do that");
        dana.type("/invite amir").sees("-- amir is invited to #lab3");
    }

    @Test
    void changesByTheHostAreTold() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar", "dana");
        dana.type("/join lab3").hear("room-event", changed().put("topic", "nets"));
        dana.sees("-!- topic of #lab3: nets (omar)").clear();
        dana.hear("room-event", changed().put("topic", "nets").put("post", "hosts"));
        dana.sees("-!- only hosts may speak in #lab3 (omar)").seesNot("topic");
        dana.clear().hear("room-event", changed().put("topic", "nets").put("post", "hosts"));
        dana.seesNot("lab3");
    }

    @Test
    void settingsAreToldOnEntering() {
        dana.hear(
                "room-kept",
                changed().put("topic", "nets").put("standing", true).put("kind", "sealed"));
        dana.sees("-!- you are still in #lab3")
                .sees("-!- topic of #lab3: nets")
                .sees("-!- #lab3 stays when everybody has left");
    }

    @Test
    void bannedUserIsToldWhoCanLetIn() {
        dana.peer.withRoom("aula", Optional.empty(), "omar").banned.add("dana");
        dana.type("/join aula").sees("!! you are banned from #aula; its host can let you in again");
        dana.type("/join nowhere").sees("!! there is no room #nowhere; /create nowhere makes it");
    }

    @Test
    void invitationIsTold() {
        dana.hear("invited", new JsonObject().put("room", "lab3").put("by", "om\u001bar"));
        dana.sees("-!- om\ufffdar invites you to #lab3: /join lab3");
    }

    @Test
    void topicInvitationAndBanAreInTheMenuToo() {
        dana.type("/create lab3").choose("/topic").prompts("topic of #lab3 (- for none): ");
        dana.type("nets").asked("topic {\"room\":\"lab3\",\"topic\":\"nets\"}");
        dana.choose("/invite").prompts("name of the user to invite: ");
        dana.type("omar").asked("invite {\"room\":\"lab3\",\"user\":\"omar\"}");
        dana.choose("/ban").prompts("name of the user to keep out: ");
        dana.type("omar").asked("ban {\"room\":\"lab3\",\"user\":\"omar\"}");
    }
}
