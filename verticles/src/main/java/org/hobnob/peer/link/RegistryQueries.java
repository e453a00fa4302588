package org.hobnob.peer.link;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/** The bus actions that are passed to the registry unchanged, with the request that each stands for (BUS.md 6.1). */
final class RegistryQueries {
    static final Map<String, Function<JsonObject, Request>> TABLE = Map.ofEntries(
            Map.entry("search", json -> new Request.SearchUser(Json.user(json))),
            Map.entry("peers", json -> new Request.ListPeers(detail(json), Json.optional(json, "after", UserName::of))),
            Map.entry("rooms", json -> new Request.ListRooms(detail(json), Json.optional(json, "after", RoomName::of))),
            Map.entry(
                    "members",
                    json -> new Request.ListRoomPeers(Json.room(json), Json.optional(json, "after", UserName::of))),
            Map.entry("sessions", json -> new Request.ListSessions()),
            Map.entry("create", RegistryQueries::create),
            Map.entry(
                    "join",
                    json -> new Request.JoinRoom(
                            Json.room(json), Json.optional(json, "password", PasswordHash::of), Optional.empty())),
            Map.entry("kick", json -> new Request.KickMember(Json.user(json), Json.room(json))),
            Map.entry("topic", json -> new Request.SetTopic(Json.room(json), Json.required(json, "topic", Title::of))),
            Map.entry(
                    "set",
                    json -> new Request.SetRoom(
                            Json.room(json),
                            Json.optionalFlag(json, "standing"),
                            Json.optional(json, "post", RoomPosting::ofWord),
                            Json.optional(json, "history", RoomHistory::ofWord),
                            Json.optionalFlag(json, "hosted"))),
            Map.entry("host", json -> new Request.AddHost(Json.user(json), Json.room(json))),
            Map.entry("unhost", json -> new Request.DropHost(Json.user(json), Json.room(json))),
            Map.entry("ban", json -> new Request.BanUser(Json.user(json), Json.room(json))),
            Map.entry("unban", json -> new Request.UnbanUser(Json.user(json), Json.room(json))),
            Map.entry("bans", json -> new Request.ListBans(Json.room(json))),
            Map.entry("administer", json -> new Request.Administer(Json.required(json, "line", ChatText::of))),
            Map.entry("report", json -> new Request.Report(Json.required(json, "report", ReportText::of))),
            Map.entry("invite", json -> new Request.InviteUser(Json.user(json), Json.room(json))),
            Map.entry(
                    "put-prekeys",
                    json -> Json.valid(
                            () -> new Request.PutPrekeys(Json.requiredList(json, "prekeys", NativeMailbox::prekey)))),
            Map.entry("take-prekey", json -> new Request.TakePrekey(Json.user(json))),
            Map.entry(
                    "put-letter",
                    json -> new Request.PutLetter(
                            Json.user(json),
                            Json.required(json, "letter", NativeMailbox::letter),
                            Json.optional(json, "token", PutToken::of))),
            Map.entry("fetch-letters", json -> new Request.FetchLetters(Json.optional(json, "after", MessageId::of))),
            Map.entry(
                    "drop-letters",
                    json -> Json.valid(() -> new Request.DropLetters(
                            Json.requiredList(json, "ids", MessageId::of), Json.optional(json, "from", UserName::of)))),
            Map.entry(
                    "allow-mail",
                    json -> Json.valid(
                            () -> new Request.AllowMail(Json.text(json, "hash"), (int) Json.number(json, "quota")))));

    private RegistryQueries() {}

    private static Request create(JsonObject json) {
        return Json.valid(() -> new Request.CreateRoom(
                Json.room(json),
                Json.optional(json, "password", PasswordHash::of),
                Json.integer(json, "capacity", 0),
                Json.title(json),
                Json.optional(json, "kind", RoomKind::ofWord).orElse(RoomKind.SEALED),
                Json.flag(json, "standing", false),
                Optional.empty()));
    }

    private static Detail detail(JsonObject json) {
        return Json.flag(json, "detailed", true) ? Detail.DETAILED : Detail.PARTIAL;
    }
}
