package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/** Calls the service for accounts and logins (BUS.md 4.1). */
final class AuthClient {
    private final Bus bus;

    AuthClient(Bus bus) {
        this.bus = bus;
    }

    Future<Reply> register(Request.Register request, ClientEndpoint from) {
        JsonObject body = new JsonObject()
                .put("user", request.user().shown())
                .put("password", request.password().hex())
                .put("ip", from.ip());
        putDigest(body, request.digest());
        request.plain().ifPresent(plain -> body.put("plain", plain.hex()));
        request.invite().ifPresent(invite -> body.put("invite", invite.text()));
        return bus.request(Addresses.AUTH, "register", body, Bus.HASH_TIMEOUT_MS)
                .map(done -> new Reply.Registered());
    }

    private static void putDigest(JsonObject body, PasswordDigest digest) {
        if (digest != PasswordDigest.PLAIN) {
            body.put("digest", digest.word());
        }
    }

    /**
     * Logs in with a password.
     *
     * @param proved whether the request's key was proved
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> login(Request.Login request, boolean proved, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), proved, from)
                .put("user", request.user().shown())
                .put("password", request.password().hex());
        putDigest(body, request.digest());
        request.next().ifPresent(next -> body.put("next", next.hex()));
        if (request.stay()) {
            body.put("stay", true);
        }
        return bus.request(Addresses.AUTH, "login", body, Bus.HASH_TIMEOUT_MS).map(json -> login(json, from, body));
    }

    /**
     * Logs in with a resume token.
     *
     * @param proved whether the request's key was proved
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> resume(Request.Resume request, boolean proved, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), proved, from)
                .put("token", request.token().text());
        return bus.request(Addresses.AUTH, "resume", body).map(json -> login(json, from, body));
    }

    /**
     * Logs in with a key.
     *
     * @param proved whether the request's key was proved
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> keyLogin(Request.KeyLogin request, boolean proved, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), proved, from)
                .put("user", request.user().shown());
        return bus.request(Addresses.AUTH, "key-login", body).map(json -> login(json, from, body));
    }

    Future<Reply> changePassword(Request.ChangePassword request, ConnectionLogin login, ClientEndpoint from) {
        JsonObject body = login.toAccountJson()
                .put("password", request.oldPassword().hex())
                .put("newPassword", request.newPassword().hex())
                .put("ip", from.ip());
        putDigest(body, request.digest());
        request.plain().ifPresent(plain -> body.put("plain", plain.hex()));
        return bus.request(Addresses.AUTH, "change-password", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.PasswordChanged(Json.required(json, "token", ResumeToken::of)));
    }

    Future<Reply> sessions(ConnectionLogin login) {
        return bus.request(Addresses.AUTH, "sessions", login.toAccountJson())
                .map(json -> new Reply.Sessions(Json.objects(json, "families", AuthClient::family)));
    }

    private static LoginFamily family(JsonObject json) {
        return new LoginFamily(
                Json.required(json, "id", FamilyId::of),
                Json.number(json, "begun"),
                Json.number(json, "used"),
                Json.text(json, "ip"),
                Json.optional(json, "keyHash", KeyHash::of),
                Json.flag(json, "here"));
    }

    Future<Reply> checkName(Request.CheckName request, ClientEndpoint from) {
        JsonObject body = new JsonObject().put("user", request.user().shown()).put("ip", from.ip());
        return bus.request(Addresses.AUTH, "check-name", body).map(done -> new Reply.NameFree());
    }

    private static JsonObject whereabouts(Whereabouts said, boolean proved, ClientEndpoint from) {
        return new JsonObject()
                .put("dialect", from.dialect().word())
                .put("ip", from.ip())
                .put("directPort", said.directPort())
                .put("udpPort", said.udpPort() == 0 ? from.port() : said.udpPort())
                .put("key", said.key().map(PublicKey::hex).orElse(null))
                .put("caps", caps(said, proved).toString());
    }

    /** That a key was proved is for the registry to say. */
    private static Capabilities caps(Whereabouts said, boolean proved) {
        Capabilities own = said.caps().orElse(Capabilities.NONE).without(Capabilities.PROVED);
        return proved ? own.with(Capabilities.PROVED) : own;
    }

    /** @param asked the whereabouts, as they were sent to the service */
    private static ConnectionLogin login(JsonObject json, ClientEndpoint from, JsonObject asked) {
        int udpPort = asked.getInteger("udpPort");
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        if (from.dialect() == DialectName.ORIGINAL) {
            return new ConnectionLogin(
                    user,
                    session,
                    udpPort,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }
        ResumeToken token = Json.required(json, "token", ResumeToken::of);
        KeepAliveKey key = Json.required(json, "keepAliveKey", KeepAliveKey::parse);
        return new ConnectionLogin(
                user,
                session,
                udpPort,
                Json.optional(asked, "key", PublicKey::of),
                Optional.of(new SessionCredentials(user, session, token, key, from.ip())),
                Json.optional(json, "family", FamilyId::of),
                Json.optional(json, "keyHash", KeyHash::of),
                Json.optional(asked, "caps", Capabilities::of)
                        .filter(caps -> caps.has(Capabilities.HOSTED))
                        .isPresent());
    }

    /**
     * Ends the session of the login.
     *
     * @param everywhere whether no earlier token of the user resumes any login
     */
    Future<Reply> logout(ConnectionLogin login, boolean everywhere, ClientEndpoint from) {
        JsonObject body = login.toAccountJson();
        if (everywhere) {
            body.put("everywhere", true).put("ip", from.ip());
        }
        return bus.request(Addresses.AUTH, "logout", body).map(done -> new Reply.LoggedOut());
    }
}
