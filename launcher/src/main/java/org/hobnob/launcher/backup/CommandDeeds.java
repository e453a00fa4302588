package org.hobnob.launcher.backup;

import java.nio.file.Path;
import java.time.Clock;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.registry.audit.AuditFile;
import org.hobnob.registry.audit.CommandAudit;
import org.hobnob.registry.audit.Deed;

/** How commands of whoever owns the data folder stand in its audit. */
final class CommandDeeds {
    private CommandDeeds() {}

    static CommandAudit audit(RegistryConfig config) {
        return new CommandAudit(new AuditFile(config.data()), Clock.systemUTC());
    }

    /**
     * A deed of the owner.
     *
     * @param what the file or the database
     */
    static Deed deed(String verb, Object what) {
        return new Deed(
                "(owner)",
                "command",
                verb,
                what instanceof Path path ? path.toAbsolutePath().toString() : what.toString(),
                "",
                "");
    }
}
