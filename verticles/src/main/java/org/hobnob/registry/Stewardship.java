package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.admin.ProcessActions;
import org.hobnob.registry.audit.AuditLines;
import org.hobnob.registry.audit.LoggedLines;

/**
 * What whoever runs the registry's process provides for its administration.
 *
 * @param audit where what administrators do is written down
 * @param process what the process does for them
 */
public record Stewardship(AuditLines audit, ProcessActions process) {
    /** Of a registry in a test or a benchmark, which nobody administers. */
    public static final Stewardship NONE = new Stewardship(new LoggedLines(), new ProcessActions() {
        @Override
        public Future<JsonObject> reload() {
            return Future.failedFuture(new RefusalException(
                    Reason.NOT_ALLOWED,
                    0,
                    new Particulars("this registry has no file of settings", OptionalLong.empty())));
        }

        @Override
        public String version() {
            return "unknown";
        }

        @Override
        public Future<Long> freeBytes() {
            return Future.failedFuture("this registry has no data folder");
        }
    });
}
