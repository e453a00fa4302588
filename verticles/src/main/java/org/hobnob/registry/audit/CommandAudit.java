package org.hobnob.registry.audit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of commands that work on a registry's store themselves, whether or not the registry runs. Unlike verbs, they are
 * done also where that cannot be written down: a backup is wanted most when the disk is full. Blocks.
 */
public final class CommandAudit {
    private static final Logger LOG = LoggerFactory.getLogger(CommandAudit.class);
    private static final long ID_BOUND = 1L << 53;

    private final AuditLines file;
    private final Clock clock;
    private final long id = new SecureRandom().nextLong(ID_BOUND);

    /** @param clock the time of day */
    public CommandAudit(AuditLines file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Does something, and writes it down before and after.
     *
     * @return what the work returns; fails as it does
     */
    public <T> T audited(Deed deed, Callable<T> work) throws Exception {
        append(deed, "begun");
        try {
            T done = work.call();
            append(deed, "done");
            return done;
        } catch (Exception e) {
            append(deed, "failed");
            throw e;
        }
    }

    /** Writes down what has been done. */
    public void done(Deed deed) {
        append(deed, "done");
    }

    private void append(Deed deed, String outcome) {
        JsonObject line = line(clock, id, deed, outcome);
        try {
            file.append(line.encode());
        } catch (IOException e) {
            LOG.warn("{} is not in the audit: {}", deed.verb(), e.getMessage());
        }
    }

    static JsonObject line(Clock clock, long id, Deed deed, String outcome) {
        return new JsonObject()
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("id", id)
                .mergeIn(deed.toJson())
                .put("outcome", outcome);
    }
}
