package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdminCommandTest {
    @TempDir
    Path folder;

    @Test
    void wrongSettingsKeepNobodyFromANamedFolder() throws IOException {
        Path settings = folder.resolve("registry.yaml");
        Files.writeString(settings, "requests:\n  burst: many\n");
        AtomicReference<Exception> thrown = new AtomicReference<>();
        CommandLine admin = AdminCommand.commandLine();
        admin.setExecutionExceptionHandler((cause, command, parsed) -> {
            thrown.set(cause);
            return 1;
        });
        admin.execute("status", "--config", settings.toString(), "--data", folder.toString());
        assertEquals(
                ExitCode.NETWORK,
                ((UserFacingException) thrown.get()).exitCode(),
                "it looks for a registry there: " + thrown.get());
    }
}
