package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hobnob.json.Json;
import org.hobnob.peer.console.command.Outbox;
import org.hobnob.peer.console.command.RoomOutcomes;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.RequestNotices;
import org.hobnob.peer.console.file.FileNews;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.LinkWording;
import org.hobnob.peer.console.state.Newcomers;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.KindWording;
import org.hobnob.peer.console.text.Moment;
import org.hobnob.peer.console.text.RoomReaders;
import org.hobnob.peer.console.text.RoomWarnings;
import org.hobnob.peer.console.text.SessionEndWording;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.text.SafeText;

/** Shows events as lines on the screen. Text from others is made safe here and once more by the screen (SPEC 2.4). */
public final class Presenter {
    private static final Map<String, String> ROOM_EVENTS = Map.of(
            "joined", "joined",
            "left", "left",
            "logged-out", "logged out",
            "absent", "lost the connection; the place is kept",
            "back", "is back");

    private final ConsoleState console;
    private final LinkWording link;
    private final Newcomers newcomers;
    private final Clock clock;
    private final Outbox outbox;
    private final Hearing hearing;
    private final RoomOutcomes outcomes;
    private final FileNews files;
    private final RequestNotices requestNotices;
    private boolean isDiskFull;

    /** @param clock tells whether a message was said long ago */
    public Presenter(ConsoleState console, LinkWording link, Newcomers newcomers, Clock clock) {
        this.console = console;
        this.link = link;
        this.newcomers = newcomers;
        this.clock = clock;
        outbox = new Outbox(console);
        hearing = new Hearing(console, clock);
        outcomes = new RoomOutcomes(console);
        files = new FileNews(console, hearing::offered);
        requestNotices = new RequestNotices(clock);
    }

    /** Returns the handlers of the {@code peer.console} events, by action (BUS.md 6.4). */
    public Map<String, Consumer<JsonObject>> events() {
        Map<String, Consumer<JsonObject>> events = new HashMap<>(Map.ofEntries(
                Map.entry("state", this::state),
                Map.entry("session-ended", this::sessionEnded),
                Map.entry("announcement", this::announcement),
                Map.entry("invited", this::invited),
                Map.entry("ignored", console.ignored()::told),
                Map.entry("direct", hearing::direct),
                Map.entry("room-text", hearing::inRoom),
                Map.entry("room-event", this::roomEvent),
                Map.entry("room-reader", this::roomReader),
                Map.entry("room-kept", this::roomKept),
                Map.entry("room-lost", this::roomLost),
                Map.entry("room-gap", this::roomGap),
                Map.entry("room-unreadable", this::roomUnreadable),
                Map.entry("room-warning", this::roomWarning),
                Map.entry("room-progress", this::roomProgress),
                Map.entry("reach", this::reach),
                Map.entry("disk", this::disk),
                Map.entry("history", this::history),
                Map.entry("room-connection", this::roomConnection),
                Map.entry("chat-request", this::chatRequest),
                Map.entry("chat-ended", this::chatEnded),
                Map.entry("key-changed", this::keyChanged),
                Map.entry("key-elsewhere", this::keyElsewhere)));
        events.putAll(outbox.events());
        events.putAll(files.events());
        return events;
    }

    private static String safe(JsonObject json, String key) {
        return SafeText.of(json.getString(key, ""));
    }

    private void show(LinkWording.Told told) {
        console.screen().show(told.role(), told.line());
    }

    private void state(JsonObject json) {
        switch (json.getString("state")) {
            case "retrying" ->
                link.retrying(console.standing(), json.getLong("retryMs"), end(json))
                        .ifPresent(this::show);
            case "resumed" -> {
                console.standing().back();
                show(json.containsKey("from") ? moved(json) : link.resumed());
            }
            case "ended" -> ended(end(json));
            default -> show(link.offline());
        }
    }

    private LinkWording.Told moved(JsonObject json) {
        return link.moved(
                safe(json, "from"), safe(json, "registry"), safe(json, "detail").equals("gone"));
    }

    private static SessionEnd end(JsonObject json) {
        return SessionEnd.ofWord(json.getString("detail", ""));
    }

    private void ended(SessionEnd why) {
        console.error(SessionEndWording.loggedOut(why));
        console.over();
        newcomers.sessionOver();
    }

    /** Shows what the registry says about the end of a session, behind the sentence that tells the end itself. */
    private void sessionEnded(JsonObject json) {
        String reason = safe(json, "reason");
        if (!reason.isEmpty()) {
            console.notice("The registry says: " + reason);
        }
        Long until = json.getLong("until");
        if (until != null) {
            console.notice("You may log in again from " + Moment.of(until, clock) + " on.");
        }
    }

    private void announcement(JsonObject json) {
        String by = safe(json, "by");
        console.notice(
                "Announcement of the registry" + (by.isEmpty() ? "" : " (" + by + ")") + ": " + safe(json, "text"));
    }

    private boolean isHidden(JsonObject json) {
        return console.ignored().hides(json.getString("user", ""));
    }

    private void keyChanged(JsonObject json) {
        String user = safe(json, "user");
        console.error(user + "!  KEY CHANGED, sending blocked: /verify " + user);
    }

    private void keyElsewhere(JsonObject json) {
        String user = safe(json, "user");
        String known = json.getBoolean("verified") ? " whom you verified" : " whom you met on " + safe(json, "since");
        console.notice(user + " has another key here than the " + user + known + " at the registry "
                + safe(json, "registry") + "; this may be somebody else: /verify " + user);
    }

    private void roomEvent(JsonObject json) {
        if ("kicked".equals(json.getString("event"))) {
            kicked(json);
            return;
        }
        if ("changed".equals(json.getString("event"))) {
            changed(json);
            return;
        }
        Conversation room = Conversation.room(safe(json, "room"));
        boolean reads = "joined".equals(json.getString("event")) && KindWording.isSealed(json);
        boolean stays = "absent".equals(json.getString("event")) && json.getBoolean("standing", false);
        String what =
                (stays ? "is away, and stays a member" : ROOM_EVENTS.getOrDefault(json.getString("event"), "changed"))
                        + (reads ? " and can read it from now on" : "");
        // Who can read a sealed room from now on is told in any case.
        if (reads || !hearing.isQuiet(room) && console.settings().isOn(PeerKey.JOINS)) {
            console.notice(room.label() + ": " + safe(json, "user") + " " + what);
        }
        tellHosts(room, json);
    }

    /** No line told that this member joined, or what its key is now. */
    private void roomReader(JsonObject json) {
        String room = "#" + safe(json, "room");
        String user = safe(json, "user");
        if (json.getBoolean("otherKey")) {
            console.error(user + " has another key than before and can read " + room + " from now on: /verify " + user);
        } else {
            console.notice(user + " can read " + room + " from now on");
        }
    }

    /** Tells what has changed about a room; of bans and invitations nothing is told. */
    private void changed(JsonObject json) {
        Conversation room = Conversation.room(safe(json, "room"));
        console.topics()
                .changed(room, Json.roomSettings(json))
                .forEach(what -> console.notice(what + " (" + safe(json, "user") + ")"));
        tellHosts(room, json);
    }

    private void invited(JsonObject json) {
        if (console.ignored().hides(json.getString("by", ""))) {
            return;
        }
        console.notice(safe(json, "by") + " invites you to #" + safe(json, "room") + ": /join " + safe(json, "room"));
    }

    /** Tells who of a room is a host now, or no more. */
    private void tellHosts(Conversation room, JsonObject json) {
        if (console.conversations().isOpen(room)) {
            String self = console.standing().user().orElse("");
            console.hosts().changed(room, json, self).forEach(console::notice);
        }
    }

    private boolean isSelf(String user) {
        return console.standing().user().filter(user::equalsIgnoreCase).isPresent();
    }

    private void kicked(JsonObject json) {
        Conversation room = Conversation.room(safe(json, "room"));
        String user = safe(json, "user");
        String by = safe(json, "by");
        if (isSelf(user)) {
            console.conversations().close(room);
            console.notice(by + " removed you from " + room.label());
        } else {
            console.success(user + " was removed from " + room.label() + " by " + by);
        }
        if (isSelf(by)) {
            console.notice(user + " can come back; /ban " + user + " keeps " + user + " out");
        }
    }

    private void roomKept(JsonObject json) {
        Conversation room = Conversation.room(safe(json, "room"));
        console.conversations().add(room);
        console.hosts().changed(room, json, "");
        List<String> settings = console.topics().entered(room, Json.roomSettings(json));
        console.notice("you are still in " + room.label() + ": host " + safe(json, "host") + ", "
                + KindWording.full(json) + "; /switch " + room.label() + " goes there");
        RoomReaders.of(json).ifPresent(console::notice);
        settings.forEach(console::notice);
    }

    private void roomLost(JsonObject json) {
        Conversation room = Conversation.room(safe(json, "room"));
        console.conversations().close(room);
        console.hosts().forget(room);
        console.topics().forget(room);
        String why = Reason.ofWord(safe(json, "reason")).map(Explanations::of).orElseGet(() -> safe(json, "reason"));
        console.error(room.label() + " could not be entered again: " + why);
    }

    private void roomGap(JsonObject json) {
        if (isHidden(json)) {
            return;
        }
        long upTo = json.getLong("upTo");
        String what = upTo == 1 ? "a message" : "up to " + upTo + " messages";
        console.error("#" + safe(json, "room") + ": " + what + " of " + safe(json, "user") + " could not be recovered");
    }

    private void roomUnreadable(JsonObject json) {
        if (isHidden(json)) {
            return;
        }
        console.error("#" + safe(json, "room") + ": " + safe(json, "user")
                + " sent a message that this version cannot read; update Hobnob" + Hearing.again(json));
    }

    private void roomWarning(JsonObject json) {
        if (json.getString("what").equals("weaker-seals")) {
            console.notice(RoomWarnings.of(json));
        } else {
            console.error(RoomWarnings.of(json));
        }
    }

    private void roomProgress(JsonObject json) {
        outcomes.progress(json).ifPresent(console::notice);
    }

    private void reach(JsonObject json) {
        if (json.getBoolean("multicast")) {
            newcomers.reached(safe(json, "room"), safe(json, "user"));
        } else {
            console.notice("#" + safe(json, "room") + ": multicast does not reach " + safe(json, "user")
                    + "; what you say goes over TCP");
        }
    }

    private void roomConnection(JsonObject json) {
        String room = "#" + safe(json, "room") + ": ";
        String user = safe(json, "user");
        if (json.getBoolean("works")) {
            console.notice(room + user + " can be connected to again, and gets what was said meanwhile");
        } else {
            console.error(room + "no connection to " + user + " can be made, so " + user + " does not get what you say"
                    + " until one can. If it stays so, the network keeps its devices apart (client isolation) or a"
                    + " firewall is in between: use another network, or ask whoever runs it");
        }
    }

    /** Told of each file of the profile by itself; a person hears of it once. */
    private void disk(JsonObject json) {
        boolean full = json.getBoolean("full");
        if (full && !isDiskFull) {
            console.error(
                    "your profile cannot be saved: free space on its disk; until then what you send waits, and what"
                            + " others send is not acknowledged");
        } else if (!full && isDiskFull) {
            console.success("your profile is saved again; nothing is lost");
        }
        isDiskFull = full;
    }

    private void history(JsonObject json) {
        String detail = safe(json, "detail");
        switch (json.getString("what")) {
            case "full" ->
                console.error("your history cannot be written (" + detail
                        + "): free space on its disk; chats go on, and it goes on by itself");
            case "goes-on" ->
                console.success("your history is written again"
                        + (detail.isEmpty() ? "; nothing is missing in it" : "; lines that it lacks: " + detail));
            default -> console.error(detail);
        }
    }

    private void chatRequest(JsonObject json) {
        String user = safe(json, "user");
        boolean isTold = requestNotices.asks(user);
        if (isTold) {
            hearing.asked(user);
        }
        newcomers.chatRequested(user, isTold);
    }

    private void chatEnded(JsonObject json) {
        String user = safe(json, "user");
        boolean onlyAsked = console.chatRequests().remove(user);
        console.conversations().close(Conversation.chat(user));
        if (console.ignored().isBlocked(user) || onlyAsked && !requestNotices.wasTold(user)) {
            return;
        }
        console.notice(
                onlyAsked
                        ? user + " does not ask for a chat any more"
                        : user + " ended the chat, or the connection broke; /msg " + user + " TEXT writes to " + user);
    }
}
