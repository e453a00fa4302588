package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.hobnob.testing.SlowTests;
import org.junit.jupiter.api.Test;

/** What starts processes or opens sockets is tagged, so that the quick tests stay quick. */
class SlowTestsTest {
    @Test
    void testsWithSocketsOrProcessesAreTagged() {
        SlowTests tests = new SlowTests(
                new ClassFileImporter().importPath("target/test-classes"),
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.hobnob"));
        assertEquals(List.of(), tests.untagged());
    }
}
