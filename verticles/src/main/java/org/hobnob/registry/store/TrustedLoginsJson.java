package org.hobnob.registry.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.LoginKey;
import org.hobnob.registry.rules.credentials.TrustedLogins;

/** The fields {@code families} and {@code loginKeys} of an account (SPEC 10); each may be missing. */
final class TrustedLoginsJson {
    private static final String FAMILIES = "families";
    private static final String KEYS = "loginKeys";

    private TrustedLoginsJson() {}

    static JsonObject of(TrustedLogins logins) {
        return new JsonObject()
                .put(FAMILIES, Json.array(logins.families(), TrustedLoginsJson::of))
                .put(KEYS, Json.array(logins.keys(), TrustedLoginsJson::of));
    }

    private static JsonObject of(Family family) {
        return new JsonObject()
                .put("id", family.id().hex())
                .put("key", family.key().map(KeyHash::hex).orElse(null))
                .put("begun", family.begunMs())
                .put("used", family.usedMs())
                .put("ip", family.address());
    }

    private static JsonObject of(LoginKey login) {
        return new JsonObject().put("key", login.key().hex()).put("used", login.usedMs());
    }

    static TrustedLogins read(JsonObject account) {
        return new TrustedLogins(
                objects(account, FAMILIES).stream()
                        .map(TrustedLoginsJson::family)
                        .toList(),
                objects(account, KEYS).stream().map(TrustedLoginsJson::loginKey).toList());
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Family family(JsonObject json) {
        return new Family(
                Json.required(json, "id", FamilyId::of),
                Json.optional(json, "key", KeyHash::of),
                json.getLong("begun"),
                json.getLong("used"),
                json.getString("ip"));
    }

    private static LoginKey loginKey(JsonObject json) {
        return new LoginKey(Json.required(json, "key", PublicKey::of), json.getLong("used"));
    }
}
