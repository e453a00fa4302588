package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.hobnob.net.TcpProbe;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;

/** How the link to the registry is, and what it needs of this machine (BUS.md 6.1, {@code health}). Not thread-safe. */
final class LinkHealth {
    private final Vertx vertx;
    private final PeerSettings settings;
    private final LongSupplier nowMs;
    private OptionalLong connectedMs = OptionalLong.empty();

    /** @param nowMs a monotonic clock, in milliseconds */
    LinkHealth(Vertx vertx, PeerSettings settings, LongSupplier nowMs) {
        this.vertx = vertx;
        this.settings = settings;
        this.nowMs = nowMs;
    }

    /** A session begins, or goes on over a new connection. */
    void connected() {
        connectedMs = OptionalLong.of(nowMs.getAsLong());
    }

    /** @param probe whether to find out what becomes of a connection where there is none; takes up to some three seconds */
    Future<JsonObject> tell(ReconnectingLogin login, boolean probe) {
        Optional<HostPort> present = login.at();
        HostPort at = present.orElse(settings.registries().addresses().get(0));
        JsonObject facts = new JsonObject()
                .put("registry", at.toString())
                .put("connected", present.isPresent())
                .put("interface", settings.network().choice().toString())
                .put("key", settings.profile().identity().publicKey().hex());
        if (present.isPresent() && connectedMs.isPresent()) {
            facts.put("connectedMs", nowMs.getAsLong() - connectedMs.getAsLong());
        }
        login.clockAheadMs().ifPresent(ahead -> facts.put("clockAheadMs", ahead));
        login.keepAlives()
                .ifPresent(score -> facts.put(
                        "keepAlives",
                        new JsonObject()
                                .put("port", score.port())
                                .put("asked", score.asked())
                                .put("answered", score.answered())
                                .put("answerMs", score.answerMs().orElse(null))));
        Future<String> tcp = present.isPresent() || !probe
                ? Future.succeededFuture(present.isPresent() ? "open" : null)
                : TcpProbe.of(vertx, at.host(), at.port());
        return tcp.compose(outcome -> disk().map(freeBytes ->
                facts.put("tcp", outcome).put("profile", folder().toString()).put("freeBytes", freeBytes)));
    }

    private Path folder() {
        return settings.profile().folder();
    }

    private Future<Long> disk() {
        return vertx.executeBlocking(() -> Files.getFileStore(folder()).getUsableSpace());
    }
}
