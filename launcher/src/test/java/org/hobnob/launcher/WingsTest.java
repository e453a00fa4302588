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
            admin                      -> protocol
            argon2                     ->
            bus                        -> protocol
            config                     ->
            discovery                  -> limits net net.tls protocol
            durable                    -> files
            ed25519                    -> protocol
            files                      ->
            json                       -> protocol

            launcher                   -> launcher.admin launcher.bench launcher.cli launcher.cluster launcher.demo
                                          launcher.host launcher.jvm launcher.kit launcher.peer launcher.registry
                                          protocol
            launcher.admin             -> admin files launcher.backup launcher.cli launcher.config launcher.qr protocol
                                          socket
            launcher.archive           -> launcher net peer.console.terminal
            launcher.backup            -> files launcher.cli launcher.config net net.tls protocol registry
                                          registry.rules.credentials registry.rules.rooms registry.secrets
                                          registry.store registry.store.backup registry.store.embedded
                                          registry.store.original
            launcher.bench             -> launcher.bench.hostile launcher.bench.hostile.attack launcher.bench.load
                                          launcher.bench.measure launcher.bench.report launcher.bench.report.page
                                          launcher.bench.talk launcher.bench.target launcher.cli launcher.config net.tls
                                          protocol registry
            launcher.bench.hostile     -> launcher.bench.hostile.attack launcher.bench.hostile.client
                                          launcher.bench.load launcher.bench.measure launcher.bench.target
                                          launcher.config net net.tls protocol
            launcher.bench.hostile.attack -> discovery launcher.bench.hostile.client launcher.cli launcher.config net
                                          protocol
            launcher.bench.hostile.client -> launcher.bench.load net.tls protocol
            launcher.bench.load        -> launcher.bench.measure launcher.bench.target net net.tls protocol registry
                                          registry.rules.credentials
            launcher.bench.measure     ->
            launcher.bench.report      -> launcher.bench.hostile launcher.bench.hostile.attack launcher.bench.load
                                          launcher.bench.measure launcher.bench.talk launcher.bench.target
                                          launcher.config net.tls protocol registry registry.rules.credentials
            launcher.bench.report.page -> protocol
            launcher.bench.talk        -> launcher.bench.measure launcher.bench.target launcher.cli net net.tls peer
                                          peer.identity peer.profile peer.settings protocol
            launcher.bench.target      -> launcher.bench.measure launcher.cli launcher.config launcher.jvm net net.tls
                                          protocol registry
            launcher.child             -> launcher.jvm net
            launcher.cli               -> config launcher.config net peer.profile protocol registry.secrets
                                          registry.store registry.store.backup registry.store.embedded
                                          registry.store.original
            launcher.cluster           -> files launcher.child launcher.cli launcher.config registry.secrets
            launcher.config            -> config files limits net net.gate net.tls peer.profile peer.settings protocol
                                          registry registry.bridge registry.door registry.keepalive
                                          registry.rules.credentials registry.rules.rooms
            launcher.demo              -> launcher.child launcher.cli launcher.demo.languages launcher.demo.storm net
            launcher.demo.languages    -> launcher.child launcher.demo.original net net.tls
            launcher.demo.original     -> launcher.child net net.tls protocol
            launcher.demo.storm        -> launcher.child launcher.cli launcher.demo.original net net.tls
                                          peer.console.screen peer.console.terminal peer.console.text protocol
            launcher.host              -> files launcher.cli launcher.config launcher.peer launcher.web limits net
                                          net.tls peer.console peer.console.command peer.console.conversation
                                          peer.console.screen peer.console.terminal peer.console.text peer.profile
                                          peer.settings protocol
            launcher.http              -> net
            launcher.jvm               -> launcher.cli
            launcher.kit               -> launcher.cli launcher.registry protocol
            launcher.log               -> files launcher.cli launcher.config peer.console.screen peer.console.text
                                          protocol
            launcher.metrics           -> launcher.cli launcher.http registry
            launcher.peer              -> discovery files launcher.cli launcher.config launcher.jvm net net.tls peer
                                          peer.console peer.console.command peer.console.screen peer.console.state
                                          peer.console.terminal peer.console.text peer.identity peer.profile peer.script
                                          peer.settings protocol socket
            launcher.qr                ->
            launcher.registry          -> discovery launcher.admin launcher.cli launcher.config launcher.log
                                          launcher.metrics launcher.qr launcher.web net net.tls peer.console.screen
                                          peer.console.terminal protocol registry registry.admin registry.audit
                                          registry.bridge registry.secrets registry.store registry.store.embedded
            launcher.web               -> launcher.http launcher.qr net protocol

            limits                     ->
            net                        ->
            net.gate                   -> limits
            net.tls                    -> limits net.gate

            peer                       -> net.tls peer.chat peer.contact peer.file peer.history peer.identity peer.line
                                          peer.link peer.profile peer.room peer.settings protocol
            peer.chat                  -> durable ed25519 limits net net.tls peer.contact peer.identity peer.keeper
                                          peer.line peer.mailbox peer.profile peer.settings protocol
            peer.console               -> peer.console.attention peer.console.command peer.console.conversation
                                          peer.console.file peer.console.form peer.console.screen peer.console.state
                                          peer.console.text peer.history peer.settings protocol
            peer.console.attention     -> peer.console.conversation peer.console.text peer.settings
            peer.console.command       -> argon2 config limits net.tls peer.console.attention peer.console.conversation
                                          peer.console.file peer.console.health peer.console.history peer.console.screen
                                          peer.console.state peer.console.text peer.settings protocol
            peer.console.conversation  -> peer.console.text protocol
            peer.console.file          -> peer.console.screen peer.console.state peer.console.text peer.settings
                                          protocol
            peer.console.form          -> peer.console.command peer.console.conversation peer.console.file
                                          peer.console.history peer.console.screen peer.console.state peer.console.text
                                          protocol
            peer.console.health        ->
            peer.console.history       -> peer.console.conversation peer.console.screen peer.console.state
                                          peer.console.text peer.settings protocol
            peer.console.screen        -> peer.console.conversation peer.console.text protocol
            peer.console.state         -> peer.console.conversation peer.console.screen peer.console.text peer.settings
                                          protocol
            peer.console.terminal      -> files peer.console peer.console.command peer.console.conversation
                                          peer.console.screen peer.console.state peer.console.text peer.settings
                                          protocol
            peer.console.text          -> protocol
            peer.contact               -> limits net.tls peer.identity peer.profile protocol
            peer.file                  -> durable limits net net.gate net.tls peer.contact peer.handout peer.identity
                                          peer.line peer.profile peer.settings protocol
            peer.handout               -> net peer.line protocol
            peer.history               -> durable files peer.profile peer.settings protocol
            peer.identity              -> ed25519 net.gate net.tls protocol
            peer.keeper                -> ed25519 net.tls peer.profile peer.settings protocol
            peer.line                  -> limits net.gate peer.contact peer.identity protocol
            peer.link                  -> net net.tls peer.contact peer.identity peer.line peer.profile peer.settings
                                          protocol
            peer.mailbox               -> durable net.tls peer.contact peer.profile protocol
            peer.profile               -> durable files net.tls peer.identity protocol
            peer.room                  -> durable ed25519 files limits net net.tls peer.chat peer.contact peer.identity
                                          peer.line peer.profile peer.settings protocol
            peer.script                -> limits net.tls peer.console.command peer.history protocol socket
            peer.settings              -> config net net.tls peer.profile protocol

            protocol.body              -> protocol.message.value protocol.text
            protocol.chat              -> protocol.body protocol.mailbox protocol.message.peer protocol.message.value
                                          protocol.retry
            protocol.crypto            -> protocol.message.value
            protocol.file              -> protocol.message.peer protocol.message.value protocol.retry protocol.text
            protocol.handout           -> protocol.keepalive protocol.message.value
            protocol.keepalive         ->
            protocol.login             -> protocol.crypto protocol.message protocol.message.directory
                                          protocol.message.value protocol.retry
            protocol.mailbox           -> protocol.body protocol.crypto protocol.message.value
            protocol.mailbox.box       -> protocol.mailbox protocol.message protocol.message.value
            protocol.mailbox.engine    -> protocol.mailbox protocol.message protocol.message.peer protocol.message.value
                                          protocol.retry
            protocol.mailbox.keeper    -> protocol.crypto protocol.mailbox protocol.mailbox.box protocol.message
                                          protocol.message.value
            protocol.message           -> protocol.mailbox protocol.message.directory protocol.message.value
            protocol.message.directory -> protocol.keepalive protocol.message.value
            protocol.message.peer      -> protocol.body protocol.handout protocol.mailbox protocol.message
                                          protocol.message.value protocol.text
            protocol.message.value     -> protocol.text
            protocol.retry             ->
            protocol.room              -> protocol.body protocol.message.value protocol.text
            protocol.room.engine       -> protocol.body protocol.message.value protocol.room
            protocol.room.history      -> protocol.body protocol.message.peer protocol.message.value protocol.room
                                          protocol.room.seal
            protocol.room.member       -> protocol.crypto protocol.message.peer protocol.message.value protocol.retry
                                          protocol.room protocol.room.engine protocol.room.seal
            protocol.room.seal         -> protocol.body protocol.crypto protocol.keepalive protocol.message.peer
                                          protocol.message.value protocol.room
            protocol.text              ->
            protocol.wire              -> protocol.body protocol.handout protocol.keepalive protocol.mailbox
                                          protocol.message protocol.message.directory protocol.message.peer
                                          protocol.message.value protocol.text

            registry                   -> limits net.tls protocol registry.admin registry.audit registry.auth
                                          registry.bridge registry.cluster registry.door registry.gateway
                                          registry.hashing registry.keepalive registry.mailbox registry.membership
                                          registry.presence registry.rooms registry.rules.admin
                                          registry.rules.credentials registry.rules.rooms registry.secrets
                                          registry.store
            registry.admin             -> admin ed25519 net.tls protocol registry.audit registry.rules.admin
                                          registry.rules.credentials registry.store
            registry.audit             -> files protocol
            registry.auth              -> limits protocol registry.hashing registry.rules.admin
                                          registry.rules.credentials registry.store
            registry.bridge            -> files limits net protocol
            registry.cluster           -> protocol registry.rules.presence registry.store
            registry.door              -> limits net.gate
            registry.event             -> protocol registry.rules.presence
            registry.gateway           -> ed25519 limits net net.gate net.tls protocol registry.door registry.event
            registry.hashing           -> limits protocol registry.rules.credentials
            registry.keepalive         -> limits net protocol registry.rules.time
            registry.mailbox           -> ed25519 limits net.tls protocol registry.cluster registry.store
            registry.membership        -> protocol registry.event registry.rules.presence registry.rules.rooms
            registry.presence          -> protocol registry.cluster registry.event registry.membership
                                          registry.rules.credentials registry.rules.presence registry.store
            registry.rooms             -> limits protocol registry.cluster registry.event registry.hashing
                                          registry.membership registry.rules.credentials registry.rules.presence
                                          registry.rules.rooms registry.rules.time registry.store
            registry.rules.admin       -> protocol
            registry.rules.credentials -> argon2 limits protocol
            registry.rules.presence    -> protocol registry.rules.rooms
            registry.rules.rooms       -> limits protocol registry.rules.time
            registry.rules.time        ->
            registry.secrets           -> files net.tls
            registry.store             -> protocol registry.rules.admin registry.rules.credentials
                                          registry.rules.presence registry.rules.rooms
            registry.store.backup      -> argon2 files registry.rules.credentials registry.store registry.store.embedded
            registry.store.embedded    -> durable files
            registry.store.original    -> protocol registry.rules.credentials registry.rules.rooms registry.store

            socket                     -> limits protocol
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
