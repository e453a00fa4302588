package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.value.ChatText;

/** Reads notices from the messages to a node (BUS.md 4.5). */
final class NoticeJson {
    private NoticeJson() {}

    static Notice.SessionEnded sessionEnded(JsonObject json) {
        OptionalLong until =
                json.getValue("until") == null ? OptionalLong.empty() : OptionalLong.of(Json.number(json, "until"));
        return Json.valid(() -> new Notice.SessionEnded(Json.sessionEnd(json), words(json, "words"), until));
    }

    static Notice.Announcement announcement(JsonObject json) {
        return Json.valid(() -> new Notice.Announcement(Json.required(json, "text", ChatText::of), words(json, "by")));
    }

    private static String words(JsonObject json, String key) {
        return Json.optional(json, key, Optional::of).orElse("");
    }
}
