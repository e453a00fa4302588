package org.hobnob.registry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom within this module. */
class InnerArrowsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ADDRESS = Pattern.compile("\"(?:registry|peer)\\.(?!yaml)[^\"]*\"");

    private static final String[] STORAGE = {"io.vertx.ext.mongo..", "com.mongodb..", "de.bwaldvogel..", "org.h2.."};

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.hobnob");

    private void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    @Test
    void busKnowsNeitherRegistryNorPeerNorNetwork() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("org.hobnob.bus..", "org.hobnob.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hobnob.registry..", "org.hobnob.peer..", "org.hobnob.net.."));
    }

    @Test
    void rulesAreFreeOfFrameworkBusNetworkAndStore() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.registry.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "com.mongodb..",
                        "org.hobnob.bus..",
                        "org.hobnob.json..",
                        "org.hobnob.net..",
                        "org.hobnob.peer..",
                        "org.hobnob.registry",
                        "org.hobnob.registry.gateway..",
                        "org.hobnob.registry.store.."));
    }

    @Test
    void theStoreKnowsNoBusAndNoVerticles() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.registry.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hobnob.bus..",
                        "org.hobnob.net..",
                        "org.hobnob.peer..",
                        "org.hobnob.registry",
                        "org.hobnob.registry.gateway.."));
    }

    @Test
    void theGatewayKnowsNoRulesAndNoStore() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.registry.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hobnob.registry",
                        "org.hobnob.registry.store..",
                        "org.hobnob.registry.rules..",
                        "org.hobnob.registry.secrets.."));
    }

    @Test
    void onlyTheStoreHistoryAndDurableFilesKnowTheDatabase() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.hobnob.registry.store..", "org.hobnob.durable..", "org.hobnob.peer.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORAGE));
    }

    @Test
    void theNetworkKnowsNothingOfHobnobButItselfAndLimits() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.net..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.hobnob..")
                        .and(resideOutsideOfPackages("org.hobnob.net..", "org.hobnob.limits.."))));
    }

    @Test
    void theFilesKnowNothingOfHobnobButThemselves() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.files..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.hobnob..").and(resideOutsideOfPackage("org.hobnob.files.."))));
    }

    @Test
    void durableFilesKnowNothingOfHobnobButFiles() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.durable..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.hobnob..")
                        .and(resideOutsideOfPackages("org.hobnob.durable..", "org.hobnob.files.."))));
    }

    @Test
    void registryAndPeerDoNotKnowEachOther() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hobnob.peer.."));
        holds(noClasses()
                .that()
                .resideInAPackage("org.hobnob.peer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hobnob.registry.."));
    }

    /** A rule over no classes would hold of anything. */
    @Test
    void everyPackageNamedHereExists() {
        Stream.of(
                        "org.hobnob.bus",
                        "org.hobnob.durable",
                        "org.hobnob.files",
                        "org.hobnob.json",
                        "org.hobnob.net",
                        "org.hobnob.registry",
                        "org.hobnob.registry.gateway",
                        "org.hobnob.registry.rules.rooms",
                        "org.hobnob.registry.store")
                .forEach(name -> assertTrue(ALL.containPackage(name), name));
    }

    @Test
    void addressesAreSpelledInOnePlace() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> elsewhere = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("org/hobnob/bus/Addresses.java"))
                    .flatMap(file -> ADDRESS.matcher(text(file)).results().map(hit -> file + ": " + hit.group()))
                    .toList();
            assertEquals(List.of(), elsewhere);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
