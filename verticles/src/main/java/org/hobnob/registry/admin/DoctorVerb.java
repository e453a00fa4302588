package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.admin.VerbText;
import org.hobnob.json.Json;
import org.hobnob.registry.rules.admin.Checkup;

/** Finds out what is wrong with the registry. What cannot be asked for, as while the store fails, is left out. */
final class DoctorVerb {
    private final AdminVerticle.Parts parts;

    DoctorVerb(AdminVerticle.Parts parts) {
        this.parts = parts;
    }

    Map<String, Handler> handlers() {
        return Map.of("doctor", asked -> facts().map(DoctorVerb::rows));
    }

    private Future<Checkup.Facts> facts() {
        var troubled = parts.store().troubledSince();
        var free = known(parts.process().freeBytes());
        var lastDeed = known(parts.audit().latest(1)).map(lines -> lines.flatMap(DoctorVerb::latest));
        var administration = known(parts.store().administration().current());
        var reports = known(parts.store().reports().all()).map(all -> all.map(List::size));
        return Future.all(troubled, free, lastDeed, administration, reports)
                .map(all -> new Checkup.Facts(
                        parts.clock().instant(),
                        lastDeed.result(),
                        parts.condition().get(),
                        new Checkup.Kept(troubled.result(), free.result(), bans(), reports.result()),
                        administration.result()));
    }

    private int bans() {
        return parts.store().bans().known().inForce(parts.clock().millis()).size();
    }

    private static <T> Future<Optional<T>> known(Future<T> asked) {
        return asked.map(Optional::of).otherwise(Optional.empty());
    }

    private static Optional<Instant> latest(List<JsonObject> lines) {
        return lines.stream().findFirst().map(line -> line.getInstant("time"));
    }

    private static JsonObject rows(Checkup.Facts facts) {
        JsonArray rows = Json.array(Checkup.of(facts), finding -> {
            JsonObject row = new JsonObject()
                    .put("state", finding.state().word())
                    .put("part", finding.part())
                    .put("finding", finding.text());
            return finding.advice().isEmpty() ? row : row.put("advice", finding.advice());
        });
        return new JsonObject().put(VerbText.ROWS, rows);
    }
}
