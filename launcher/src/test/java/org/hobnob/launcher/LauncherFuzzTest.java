package org.hobnob.launcher;

import java.util.stream.Stream;
import org.hobnob.launcher.config.ConfigFileFuzz;
import org.hobnob.launcher.kit.ArchiveReaderFuzz;
import org.hobnob.launcher.kit.MachineFuzz;
import org.hobnob.launcher.web.ByteRangeFuzz;
import org.hobnob.protocol.fuzz.Fuzzing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The parsers of settings, of what is put in kits, and of what browsers ask the page for. */
@Tag("slow")
class LauncherFuzzTest {
    private static final ConfigFileFuzz SETTINGS = new ConfigFileFuzz();

    @AfterAll
    static void close() {
        SETTINGS.close();
    }

    @TestFactory
    Stream<DynamicNode> parsersBearEveryInput() {
        return Fuzzing.of(SETTINGS, new ArchiveReaderFuzz(), new MachineFuzz(), new ByteRangeFuzz());
    }
}
