package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.hobnob.admin.VerbText;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.seal.SignedReport;
import org.hobnob.protocol.room.seal.SignedReport.Proven;
import org.hobnob.registry.store.Reports;

/** What users report: kept if it proves who said it, and checked again whenever it is shown (SPEC 4.13, 15). */
final class ReportVerbs {
    private final Services services;
    private final Reports reports;
    private final Clock clock;
    private final Pin pin;
    private Vertx vertx;

    ReportVerbs(Services services, Reports reports, Clock clock, Pin pin) {
        this.services = services;
        this.reports = reports;
        this.clock = clock;
        this.pin = pin;
    }

    /** @param on where signatures are checked off the event loop */
    void start(Vertx on) {
        vertx = on;
    }

    Map<String, Handler> handlers() {
        return Map.of("report list", this::list, "report show", this::show, "report drop", this::drop);
    }

    /** Keeps a report of a user. */
    Future<JsonObject> report(JsonObject json) {
        UserName reporter = Json.user(json);
        ReportText text = Json.required(json, "report", ReportText::of);
        return proven(text)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.BAD_PROOF))))
                .compose(proof -> isKeyOf(proof)
                        .compose(known -> reports.add(new JsonObject()
                                .put("reporter", reporter.folded())
                                .put("at", clock.millis())
                                .put("speaker", proof.speaker().shown())
                                .put("keyKnown", known)
                                .put("room", proof.room().shown())
                                .put("text", proof.body().text().text())
                                .put("report", text.base64()))))
                .map(number -> new JsonObject().put("number", number));
    }

    private Future<Optional<Proven>> proven(ReportText text) {
        return vertx.executeBlocking(
                () -> text.bytes().flatMap(bytes -> SignedReport.check(bytes, pin.bytes(), new Ed25519Verifier())),
                false);
    }

    /** Whether the key is the one with which the speaker is in that room now: no signature covers the name. */
    private Future<Boolean> isKeyOf(Proven proof) {
        return services.rooms(
                        "members", new JsonObject().put("room", proof.room().shown()))
                .map(room -> room.getJsonArray("places").stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(place -> place.getString("user")
                                        .equalsIgnoreCase(proof.speaker().shown())
                                && proof.key().hex().equals(place.getString("key"))))
                .otherwise(false);
    }

    private Future<JsonObject> list(Asked asked) {
        return reports.all().map(all -> {
            JsonArray rows = new JsonArray();
            all.forEach(one -> rows.add(shown(one)));
            return new JsonObject().put(VerbText.ROWS, rows);
        });
    }

    private static JsonObject shown(JsonObject report) {
        return new JsonObject()
                .put("number", Reports.number(report))
                .put("room", report.getString("room"))
                .put("speaker", report.getString("speaker"))
                .put("reporter", report.getString("reporter"))
                .put("reportedAt", report.getLong("at"))
                .put("text", report.getString("text"));
    }

    /** What is shown is what the evidence says, not what was written down beside it. */
    private Future<JsonObject> show(Asked asked) {
        return reports.find(asked.number("number", 0))
                .map(found -> found.orElseThrow(() -> new RefusalException(Reason.NOT_YOURS)))
                .compose(report -> proven(new ReportText(report.getString("report")))
                        .map(proof -> shown(report)
                                .put("signature", proof.isPresent() ? "good" : "BAD: this report proves nothing")
                                .put("text", proof.map(one -> one.body().text().text()).orElse(""))
                                .put("saidAt", proof.flatMap(one -> boxed(one)).orElse(null))
                                .put("key", proof.map(one -> one.key().hex()).orElse(null))
                                .put(
                                        "keyOfSpeaker",
                                        report.getBoolean("keyKnown", false)
                                                ? "was the speaker's in that room when it was reported"
                                                : "not compared: ask the speaker's contacts")));
    }

    private static Optional<Long> boxed(Proven proof) {
        return proof.body().saidAt().isPresent()
                ? Optional.of(proof.body().saidAt().getAsLong())
                : Optional.empty();
    }

    private Future<JsonObject> drop(Asked asked) {
        return reports.drop(asked.number("number", 0)).map(dropped -> {
            if (!dropped) {
                throw new RefusalException(Reason.NOT_YOURS);
            }
            return new JsonObject();
        });
    }
}
