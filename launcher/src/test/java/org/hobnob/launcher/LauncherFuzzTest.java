package org.hobnob.launcher.config;

import java.util.stream.Stream;
import org.hobnob.protocol.fuzz.Fuzzing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The parser of the settings' file. */
@Tag("slow")
class ConfigFileFuzzTest {
    private static final ConfigFileFuzz TARGET = new ConfigFileFuzz();

    @AfterAll
    static void close() {
        TARGET.close();
    }

    @TestFactory
    Stream<DynamicNode> parserBearsEveryInput() {
        return Fuzzing.of(TARGET);
    }
}
