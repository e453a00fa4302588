package org.hobnob.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Protocol code is given bytes, time and randomness; it fetches none itself. */
class PurityTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.hobnob.protocol");

    @Test
    void onlyTheJdkIsUsed() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.hobnob.protocol..", "java..", "javax.crypto.."));
    }

    @Test
    void noSocketsFilesThreadsOrLogsAreUsed() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.logging..",
                        "java.util.concurrent.."));
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class));
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class));
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class));
        holds(noClasses().should().accessField(System.class, "out"));
        holds(noClasses().should().accessField(System.class, "err"));
    }

    @Test
    void noClockIsRead() {
        holds(noClasses().should().callMethod(System.class, "nanoTime"));
        holds(noClasses().should().callMethod(System.class, "currentTimeMillis"));
        holds(noClasses().should().callMethod(Instant.class, "now"));
    }

    private static void holds(ArchRule rule) {
        rule.check(MAIN);
    }
}
