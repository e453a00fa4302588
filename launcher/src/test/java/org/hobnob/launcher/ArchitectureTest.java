package org.hobnob.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.hobnob.net.SizedReceiveTransport;

@AnalyzeClasses(packages = "org.hobnob", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule nothingDependsOnTheLauncher = noClasses()
            .that()
            .resideOutsideOfPackage("org.hobnob.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hobnob.launcher..");

    @ArchTest
    static final ArchRule onlyTheLauncherReadsCommandLinesAndSettingsAndKnowsTheCluster = noClasses()
            .that()
            .resideOutsideOfPackage("org.hobnob.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "picocli..",
                    "io.vertx.config..",
                    "io.vertx.launcher..",
                    "com.hazelcast..",
                    "io.vertx.spi.cluster.hazelcast..");

    @ArchTest
    static final ArchRule everyVertxReadsDatagramsIntoSmallBuffers = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SizedReceiveTransport.class.getName())
            .should()
            .callMethod(Vertx.class, "vertx")
            .orShould()
            .callMethod(Vertx.class, "vertx", VertxOptions.class)
            .orShould()
            .callMethod(Vertx.class, "builder");
}
