package org.hobnob.launcher;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may use which. The table is exact: a new arrow needs a row here, and so a reason. */
class WingsTest {
    private static final String ROOT = "org.hobnob.";

    /** All may use these: the messages, and the bus with its JSON. Rules and the network have stricter rules elsewhere. */
    private static final List<String> COMMON = List.of("bus", "json");

    private static final String TABLE = """
            launcher                   -> launcher.admin launcher.bench launcher.cli launcher.cluster launcher.demo
                                          launcher.jvm launcher.kit launcher.peer launcher.registry protocol
            launcher.config            -> config files limits net net.gate net.tls peer.profile peer.settings protocol
                                          registry registry.bridge registry.door registry.keepalive
                                          registry.rules.credentials registry.rules.rooms
            launcher.demo              -> launcher.child launcher.cli launcher.demo.languages launcher.demo.storm net
            launcher.demo.languages    -> launcher.child launcher.demo.original net net.tls
            launcher.demo.original     -> launcher.child net net.tls protocol
            launcher.demo.storm        -> launcher.child launcher.cli launcher.demo.original net net.tls
                                          peer.console.screen peer.console.terminal peer.console.text protocol
            launcher.http              -> net
            launcher.kit               -> launcher.cli launcher.registry protocol
            launcher.metrics           -> launcher.cli launcher.http registry
            launcher.qr                ->
            launcher.registry          -> discovery launcher.admin launcher.cli launcher.config launcher.log
                                          launcher.metrics launcher.qr launcher.web net net.tls peer.console.screen
                                          peer.console.terminal protocol registry registry.audit registry.bridge
                                          registry.secrets registry.store registry.store.embedded
            launcher.web               -> launcher.http launcher.qr net protocol

            registry                   -> limits net.tls protocol registry.admin registry.audit registry.auth
                                          registry.bridge registry.cluster registry.door registry.gateway
                                          registry.hashing registry.keepalive registry.mailbox registry.membership
                                          registry.presence registry.rooms registry.rules.credentials
                                          registry.rules.rooms registry.secrets registry.store
            registry.admin             -> admin protocol registry.audit registry.rules.admin registry.rules.credentials
                                          registry.store
            registry.auth              -> limits protocol registry.hashing registry.rules.admin
                                          registry.rules.credentials registry.store
            registry.bridge            -> files limits net protocol
            registry.rules.admin       -> protocol
            registry.store             -> protocol registry.rules.admin registry.rules.credentials
                                          registry.rules.presence registry.rules.rooms>
            """;

    private static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(new MainClasses()).importPackages("org.hobnob");

    @Test
    void packagesUseWhatTheTableSays() {
        // Only the rows that differ, for a person has to find them.
        assertEquals(without(written(), seen()), without(seen(), written()));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.hobnob.(**)").should().beFreeOfCycles().check(ALL);
    }

    private static String without(String rows, String others) {
        Set<String> known = Set.copyOf(others.lines().toList());
        return rows.lines().filter(row -> !known.contains(row)).collect(Collectors.joining("\n"));
    }

    private static String written() {
        Map<String, Set<String>> rows = new TreeMap<>();
        TABLE.replaceAll("\\n {2,}", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    String[] sides = line.split("->", 2);
                    rows.put(sides[0].strip(), words(sides[1]));
                });
        return print(rows);
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>(Arrays.asList(text.strip().split(" +")));
        words.remove("");
        return words;
    }

    private static String seen() {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (JavaClass each : ALL) {
            String from = wing(each);
            Set<String> uses = rows.computeIfAbsent(from, wing -> new TreeSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !wing(target).equals(from)) {
                    uses.add(from.startsWith("protocol") ? wing(target) : outsideOfProtocol(wing(target)));
                }
            }
            uses.removeAll(COMMON);
        }
        return print(rows);
    }

    private static String wing(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static String outsideOfProtocol(String wing) {
        return wing.startsWith("protocol.") ? "protocol" : wing;
    }

    private static String print(Map<String, Set<String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach((wing, uses) ->
                text.append(wing).append(" -> ").append(String.join(" ", uses)).append('\n'));
        return text.toString();
    }
}
