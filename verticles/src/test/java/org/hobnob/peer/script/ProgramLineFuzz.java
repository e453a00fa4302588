package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.socket.JsonLine;

/** Lines of programs: each is answered by one that can be read, and refused where nothing can be done. */
public final class ProgramLineFuzz implements FuzzTarget {
    private static final RefusalException AWAY = new RefusalException(Reason.UNAVAILABLE);

    private final Actions actions = new Actions(
            (address, action, body, timeoutMs) -> Future.failedFuture(AWAY), new Standing(), Future::succeededFuture);

    @Override
    public void parse(byte[] input) {
        Answers.read(new String(input, StandardCharsets.UTF_8)).ifPresent(request -> {
            Future<JsonObject> answer = Answers.to(request, actions);
            assertTrue(answer.succeeded(), "it is answered");
            String line = JsonLine.of(answer.result());
            assertTrue(Answers.read(line).isPresent() && line.indexOf('\n') < 0, line);
        });
    }

    @Override
    public List<byte[]> seeds() {
        return RequestTable.ROWS.stream()
                .map(row -> {
                    JsonObject request = new JsonObject().put("id", 1).put("request", row.name());
                    row.takes().forEach(field -> request.put(field.name(), "lab"));
                    return request.encode().getBytes(StandardCharsets.UTF_8);
                })
                .toList();
    }
}
