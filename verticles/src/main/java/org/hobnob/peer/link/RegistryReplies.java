package org.hobnob.peer.link;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/** Converts the registry's replies to JSON for the peer's bus (BUS.md 6). */
final class RegistryReplies {
    private RegistryReplies() {}

    /**
     * Returns the content of the reply.
     *
     * @throws RefusalException if the reply is a refusal
     */
    static JsonObject toJson(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            throw new RefusalException(refused.reason(), refused.waitMs(), refused.particulars());
        }
        if (reply instanceof Reply.RoomCreated created) {
            return Json.of(created.state());
        }
        if (reply instanceof Reply.RoomJoined joined) {
            return Json.of(joined.state());
        }
        if (reply instanceof Reply.RoomSet set) {
            return Json.of(set.state());
        }
        if (reply instanceof Reply.Bans bans) {
            return new JsonObject().put("users", Json.array(bans.users(), UserName::shown));
        }
        if (reply instanceof Reply.UserFound found) {
            return Json.of(found.contact());
        }
        if (reply instanceof Reply.Rooms rooms) {
            return page("rooms", Json.array(rooms.rooms(), RegistryReplies::summary), rooms);
        }
        if (reply instanceof Reply.RoomNames names) {
            return page("rooms", Json.array(names.rooms(), RoomName::shown), names);
        }
        if (reply instanceof Reply.Peers peers) {
            return page("peers", Json.array(peers.peers(), Json::of), peers);
        }
        if (reply instanceof Reply.PeerNames names) {
            return page("peers", Json.array(names.peers(), UserName::shown), names);
        }
        if (reply instanceof Reply.RoomPeers peers) {
            return page("members", Json.array(peers.members(), RegistryReplies::member), peers)
                    .mergeIn(Json.of(peers.state()));
        }
        if (reply instanceof Reply.Administered answer) {
            return new JsonObject().put("text", answer.text().text()).put("ask", answer.asks());
        }
        if (reply instanceof Reply.Reported reported) {
            return new JsonObject().put("number", reported.number());
        }
        if (reply instanceof Reply.Sessions sessions) {
            return new JsonObject().put("sessions", Json.array(sessions.families(), RegistryReplies::family));
        }
        if (reply instanceof Reply.PrekeysPut put) {
            return new JsonObject().put("left", put.left());
        }
        if (reply instanceof Reply.PrekeyTaken taken) {
            return new JsonObject()
                    .put("key", taken.key().hex())
                    .put("prekey", NativeMailbox.word(taken.prekey().bytes()));
        }
        if (reply instanceof Reply.LetterPut put) {
            return new JsonObject().put("id", put.id().hex());
        }
        if (reply instanceof Reply.Letters letters) {
            return letters(letters);
        }
        return new JsonObject();
    }

    private static JsonObject letters(Reply.Letters letters) {
        JsonObject json = new JsonObject().put("more", letters.more());
        letters.letter()
                .ifPresent(one -> json.put("id", one.id().hex())
                        .put("at", one.at())
                        .put("letter", NativeMailbox.word(one.letter().bytes())));
        return json;
    }

    private static JsonObject family(LoginFamily family) {
        return new JsonObject()
                .put("id", family.id().hex())
                .put("begun", family.begunMs())
                .put("used", family.usedMs())
                .put("address", family.address())
                .put("key", family.key().map(KeyHash::hex).orElse(null))
                .put("here", family.here());
    }

    private static JsonObject page(String key, JsonArray entries, Reply.Page reply) {
        return new JsonObject()
                .put(key, entries)
                .put("next", reply.next().map(Object::toString).orElse(null));
    }

    private static JsonObject summary(RoomSummary room) {
        return new JsonObject()
                .put("room", room.room().shown())
                .put("title", room.title().text())
                .put("memberCount", room.memberCount())
                .put("capacity", room.capacity())
                .put("host", room.host().shown())
                .put("locked", room.locked())
                .put("kind", room.kind().word())
                .put("members", Json.array(room.members(), UserName::shown));
    }

    private static JsonObject member(Member member) {
        return new JsonObject()
                .put("user", member.user().shown())
                .put("contact", member.contact().map(Json::of).orElse(null))
                .put("key", member.key().map(PublicKey::hex).orElse(null));
    }
}
