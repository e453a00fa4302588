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
import org.hobnob.protocol.message.value.PasswordHash;
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
        return bus.request(Addresses.AUTH, "register", body, Bus.HASH_TIMEOUT_MS)
                .map(done -> new Reply.Registered());
    }

    /**
     * Logs in with a password.
     *
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> login(Request.Login request, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), from)
                .put("user", request.user().shown())
                .put("password", request.password().hex());
        return bus.request(Addresses.AUTH, "login", body, Bus.HASH_TIMEOUT_MS).map(json -> login(json, from, body));
    }

    /**
     * Logs in with a resume token.
     *
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> resume(Request.Resume request, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), from)
                .put("token", request.token().text());
        return bus.request(Addresses.AUTH, "resume", body).map(json -> login(json, from, body));
    }

    /**
     * Logs in with a key.
     *
     * @return the new login; fails with a refusal
     */
    Future<ConnectionLogin> keyLogin(Request.KeyLogin request, ClientEndpoint from) {
        JsonObject body = whereabouts(request.whereabouts(), from)
                .put("user", request.user().shown());
        return bus.request(Addresses.AUTH, "key-login", body).map(json -> login(json, from, body));
    }

    Future<Reply> changePassword(Request.ChangePassword request, ConnectionLogin login, ClientEndpoint from) {
        JsonObject body = login.toJson()
                .put("password", request.oldPassword().hex())
                .put("newPassword", request.newPassword().hex())
                .put("digest", request.digest().word())
                .put("plain", request.plain().map(PasswordHash::hex).orElse(null))
                .put("ip", from.ip());
        return bus.request(Addresses.AUTH, "change-password", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.PasswordChanged(Json.required(json, "token", ResumeToken::of)));
    }

    Future<Reply> sessions(ConnectionLogin login) {
        return bus.request(Addresses.AUTH, "sessions", login.toJson())
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

    private static JsonObject whereabouts(Whereabouts said, ClientEndpoint from) {
        return new JsonObject()
                .put("dialect", from.dialect().word())
                .put("ip", from.ip())
                .put("directPort", said.directPort())
                .put("udpPort", said.udpPort() == 0 ? from.port() : said.udpPort())
                .put("key", said.key().map(PublicKey::hex).orElse(null))
                // That a key was proved is for the registry to say.
                .put(
                        "caps",
                        said.caps()
                                .orElse(Capabilities.NONE)
                                .without(Capabilities.PROVED)
                                .toString());
    }

    /** @param asked the whereabouts, as they were sent to the service */
    private static ConnectionLogin login(JsonObject json, ClientEndpoint from, JsonObject asked) {
        int udpPort = asked.getInteger("udpPort");
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        if (from.dialect() == DialectName.ORIGINAL) {
            return new ConnectionLogin(user, session, udpPort, Optional.empty(), Optional.empty());
        }
        ResumeToken token = Json.required(json, "token", ResumeToken::of);
        KeepAliveKey key = Json.required(json, "keepAliveKey", KeepAliveKey::parse);
        return new ConnectionLogin(
                user,
                session,
                udpPort,
                Json.optional(asked, "key", PublicKey::of),
                Optional.of(new SessionCredentials(user, session, token, key, from.ip())));
    }

    /** Ends the session of the login. */
    Future<Reply> logout(ConnectionLogin login) {
        return bus.request(Addresses.AUTH, "logout", login.toJson()).map(done -> new Reply.LoggedOut());
    }
}
