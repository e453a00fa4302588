package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** Hiding what users write, and refusing their chats. */
class IgnoreFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    IgnoreFlowTest() {
        dana.peer.withOnline("omar", "amir").withRoom("lab", Optional.empty(), "omar", "amir");
    }

    private FlowFixture told(String user, String level) {
        JsonArray users = new JsonArray();
        if (!level.isEmpty()) {
            users.add(new JsonObject().put("user", user).put("level", level));
        }
        return dana.hear("ignored", new JsonObject().put("users", users));
    }

    private FlowFixture saysInLab(String user, String text) {
        return dana.hear(
                "room-text",
                new JsonObject()
                        .put("room", "lab")
                        .put("user", user)
                        .put("text", text)
                        .put("path", "multicast"));
    }

    private FlowFixture saysTo(String user, String text) {
        return dana.hear(
                "direct", new JsonObject().put("user", user).put("text", text).put("path", "tcp"));
    }

    @Test
    void ignoredUsersLinesAreHidden() {
        dana.type("/join lab", "/menu", "/ignore omar")
                .asked("ignore {\"user\":\"omar\",\"level\":\"ignored\"}")
                .sees("-- The lines of omar are hidden from now on, and omar is not told.");
        told("omar", "ignored");
        saysInLab("Omar", "in the room").seesNot("in the room");
        saysTo("omar", "in private").seesNot("in private");
        assertEquals("", dana.session.conversations().unreadMarks());
        assertFalse(dana.session.conversations().isOpen(Conversation.chat("omar")));
        saysInLab("amir", "hello").sees("hello");
        assertEquals("[#lab 1] ", dana.session.conversations().unreadMarks());
    }

    @Test
    void linesAreShownAgainAfterwards() {
        told("omar", "ignored").type("/unignore OMAR").asked("unignore {\"user\":\"OMAR\"}");
        told("omar", "");
        saysTo("omar", "in private").sees("in private");
    }

    @Test
    void invitationsOfIgnoredUsersAreHidden() {
        told("omar", "ignored");
        dana.hear("invited", new JsonObject().put("room", "lab").put("by", "omar"))
                .seesNot("invites");
        dana.hear("invited", new JsonObject().put("room", "lab").put("by", "amir"))
                .sees("amir invites you");
    }

    @Test
    void gapsOfIgnoredUsersAreHidden() {
        told("omar", "ignored");
        dana.hear(
                        "room-gap",
                        new JsonObject().put("room", "lab").put("user", "omar").put("upTo", 2))
                .seesNot("could not be recovered");
    }

    @Test
    void blockedUserIsNotWrittenTo() {
        dana.type("/block omar")
                .asked("ignore {\"user\":\"omar\",\"level\":\"blocked\"}")
                .sees("-- omar is blocked");
        told("omar", "blocked").clear();
        dana.type("/msg omar hi", "/chat omar")
                .sees("!! you have blocked omar")
                .askedNot("message")
                .askedNot("request");
    }

    @Test
    void blockClosesTheChat() {
        dana.type("/msg omar hi").type("/block omar");
        assertFalse(dana.session.conversations().isOpen(Conversation.chat("omar")));
    }

    @Test
    void chatRequestOfABlockedUserIsForgotten() {
        dana.hear("chat-request", new JsonObject().put("user", "omar")).type("/block omar");
        told("omar", "blocked").clear();
        dana.hear("chat-ended", new JsonObject().put("user", "omar")).seesNot("omar");
        dana.type("/accept omar").sees("does not ask for a chat");
    }

    @Test
    void eachCommandUndoesItsOwn() {
        told("omar", "blocked").type("/unignore omar").sees("You have blocked omar: /unblock omar");
        dana.type("/ignore omar").sees("You have blocked omar already");
        told("omar", "ignored").type("/unblock omar").sees("You ignore omar: /unignore omar");
        told("omar", "").type("/unblock omar").sees("You neither ignore nor block omar.");
        dana.askedNot("unignore");
    }

    @Test
    void listsNameThem() {
        dana.type("/ignore", "/block").sees("You ignore nobody.").sees("You have blocked nobody.");
        dana.type("/ignore omar", "/block amir").clear();
        dana.type("/ignore").sees("  omar  ignored since 2026-01-05").seesNot("amir");
        dana.clear().type("/block").sees("  amir  blocked since 2026-01-05").seesNot("omar");
    }

    @Test
    void searchShowsIt() {
        told("omar", "ignored").type("/whois omar").sees("native  ignored");
        dana.clear().type("/whois amir").seesNot("ignored");
    }

    @Test
    void menuAsksForTheName() {
        dana.choose("/ignore").prompts("name of the user to ignore: ");
        dana.type("omar").asked("\"level\":\"ignored\"");
        dana.choose("/block").prompts("name of the user to block: ");
        dana.type("amir").asked("\"level\":\"blocked\"");
    }
}
