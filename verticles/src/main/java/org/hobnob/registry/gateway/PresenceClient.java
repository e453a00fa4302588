package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.PresenceAnswers;

/** Calls the presence service (BUS.md 4.3). */
final class PresenceClient {
    private final Bus bus;

    PresenceClient(Bus bus) {
        this.bus = bus;
    }

    /** Reports that the login's connection is gone. */
    Future<JsonObject> release(ConnectionLogin login) {
        return bus.request(Addresses.PRESENCE, "release", login.toJson().put("reason", SessionEnd.CLOSED.word()));
    }

    Future<Reply> status(Request.SetStatus request, ConnectionLogin login) {
        JsonObject body = login.toJson().put("status", request.status().toString());
        return bus.request(Addresses.PRESENCE, "status", body).map(done -> new Reply.StatusSet());
    }

    Future<Reply> search(Request.SearchUser request, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("user", request.user().shown());
        return bus.request(Addresses.PRESENCE, "search", body, PresenceAnswers.FOUND)
                .map(contact -> new Reply.UserFound(
                        asker.reaching(contact).orElseThrow(() -> new RefusalException(Reason.NOT_ONLINE))));
    }

    Future<Reply> peers(Request.ListPeers request, Client asker) {
        ClientEndpoint endpoint = asker.endpoint();
        JsonObject body = new JsonObject()
                .put("after", request.after().map(UserName::shown).orElse(null))
                .put("except", asker.requireLogin().user().shown())
                .put("limit", Pages.limit(endpoint.dialect()));
        return bus.request(Addresses.PRESENCE, "list", body, PresenceAnswers.PAGE)
                .map(page -> {
                    List<Contact> peers = reaching(page.peers(), endpoint);
                    if (peers.isEmpty() && request.after().isEmpty()) {
                        throw new RefusalException(Reason.NOBODY_ELSE);
                    }
                    List<UserName> names = peers.stream().map(Contact::user).toList();
                    Optional<UserName> next = Reply.Page.next(names, page.more());
                    return request.detail() == Detail.DETAILED
                            ? new Reply.Peers(peers, next)
                            : new Reply.PeerNames(names, next);
                });
    }

    private static List<Contact> reaching(List<Contact> contacts, ClientEndpoint asker) {
        return contacts.stream()
                .flatMap(contact -> asker.reaching(contact).stream())
                .toList();
    }

    /** The contacts of those users who are online, with addresses that the asking client can reach. */
    Future<Map<UserName, Contact>> contacts(List<UserName> users, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("users", Json.array(users, UserName::shown));
        return bus.request(Addresses.PRESENCE, "contacts", body, PresenceAnswers.CONTACTS)
                .map(online -> reaching(online.contacts(), asker).stream()
                        .collect(Collectors.toMap(Contact::user, Function.identity())));
    }
}
