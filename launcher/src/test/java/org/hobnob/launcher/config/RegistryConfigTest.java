package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.bridge.BridgeAccess;
import org.hobnob.registry.bridge.BridgeLimits;
import org.hobnob.registry.bridge.BridgeSettings;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryConfigTest {
    @TempDir
    Path home;

    private RegistryConfig load(String yaml, Map<String, String> environment, Map<RegistryKey, String> flags)
            throws Exception {
        Path file = Files.writeString(home.resolve("registry.yaml"), yaml);
        return RegistryConfig.load(ConfigSources.ofRegistry(Optional.of(file), environment, flags), home);
    }

    private String refusal(String yaml, Map<String, String> environment, Map<RegistryKey, String> flags) {
        return assertThrows(ConfigRefusedException.class, () -> load(yaml, environment, flags))
                .getMessage();
    }

    @Test
    void flagsOverrideEnvironmentOverridesFile() throws Exception {
        String yaml = "port: 1\nudp-port: 1\nhash:\n  queue: 1\n  threads: 3\nname: file\n";
        RegistryConfig config = load(
                yaml,
                Map.of("HOBNOB_PORT", "2", "HOBNOB_UDP_PORT", "2", "HOBNOB_HASH_QUEUE", "2"),
                Map.of(RegistryKey.PORT, "3"));
        assertEquals(3, config.settings().doors().port());
        assertEquals(2, config.settings().doors().udpPort());
        assertEquals(2, config.settings().hashing().queue());
        assertEquals(3, config.settings().hashing().threads());
        assertEquals("file", config.settings().name());
    }

    @Test
    void defaultsAreThoseOfTheRulesThemselves() throws Exception {
        RegistryConfig config = load("", Map.of(), Map.of());
        assertEquals(HashCost.DEFAULT, config.settings().hashing().cost());
        assertEquals(LoginLimits.DEFAULT, config.settings().limits().logins());
        assertEquals(HashLimits.DEFAULT, config.settings().limits().hashes());
        assertEquals(
                RegistrySettings.Limits.REGISTRATIONS,
                config.settings().limits().registrations());
        assertEquals(Patience.DEFAULT, config.settings().sessions().patience());
        assertEquals(120_000, config.settings().rooms().graceMs());
        assertEquals("0.0.0.0", config.settings().doors().host());
        assertTrue(config.settings().doors().speaksOriginal());
        assertFalse(config.settings().sharesStore());
    }

    @Test
    void fileWithNothingButCommentsSetsNothing() throws Exception {
        assertEquals(
                load("", Map.of(), Map.of()).settings().doors(),
                load("# port: 1\n", Map.of(), Map.of()).settings().doors());
        assertEquals(
                load("", Map.of(), Map.of()).settings().doors(),
                load("---\n", Map.of(), Map.of()).settings().doors());
    }

    @Test
    void listOfMoreThanPlainValuesIsRefused() {
        for (String list : List.of("[{1: 2}]", "[{a: 2}]", "[[a]]")) {
            ConfigRefusedException refused =
                    assertThrows(ConfigRefusedException.class, () -> load("advertise: " + list, Map.of(), Map.of()));
            assertTrue(refused.getMessage().startsWith("the list of 'advertise' "), refused.getMessage());
        }
    }

    private static final String SERVES_ROOMS = "services: {rooms: external}\n";

    private String bridgeRefusal(String yaml) {
        return refusal(yaml, Map.of(), Map.of());
    }

    @Test
    void programsMayDoNothingUnlessListed() throws Exception {
        assertEquals(
                RegistrySettings.Programs.NONE,
                load("", Map.of(), Map.of()).settings().programs());
        BridgeSettings bridge = load("bridge: {listen: '127.0.0.1:0'}", Map.of(), Map.of())
                .settings()
                .programs()
                .bridge()
                .orElseThrow();
        assertEquals(BridgeAccess.NOTHING, bridge.access());
        assertEquals(BridgeLimits.DEFAULT, bridge.limits());
    }

    @Test
    void roomsAreExternalWhereAProgramMayServeThem() throws Exception {
        String yaml = SERVES_ROOMS
                + "bridge:\n  listen: /run/bus.sock\n  allow:\n    - serve registry.rooms\n    - hear registry.event.room";
        RegistrySettings.Programs programs =
                load(yaml, Map.of(), Map.of()).settings().programs();
        assertTrue(programs.serveRooms());
        assertEquals(
                Set.of("registry.rooms"),
                programs.bridge().orElseThrow().access().served());
    }

    @Test
    void bridgeThatOthersReachIsRefused() {
        assertTrue(bridgeRefusal("bridge: {listen: '0.0.0.0:7000'}").contains("must stay on this machine"));
        assertTrue(bridgeRefusal("bridge: {listen: bus}").contains("must be a path, or 127.0.0.1:port"));
    }

    @Test
    void programsThatDoNotFitTheServicesAreRefused() {
        assertTrue(bridgeRefusal(SERVES_ROOMS).contains("set bridge.listen"));
        String listen = "bridge: {listen: '127.0.0.1:0', allow: '";
        assertTrue(bridgeRefusal(SERVES_ROOMS + listen + "'}").contains("add `serve registry.rooms`"));
        assertTrue(bridgeRefusal(listen + "serve registry.rooms'}").contains("set services.rooms to `external`"));
        assertTrue(bridgeRefusal(listen + "serve registry.auth'}").contains("serves itself: take that rule out"));
        assertTrue(bridgeRefusal(listen + "own registry.rooms'}").contains("has a rule that cannot be read"));
        String cluster = "mongo: mongodb://127.0.0.1:1/a\ncluster: {enabled: true, host: 127.0.0.1}\n";
        assertTrue(bridgeRefusal(SERVES_ROOMS + cluster).contains("exclude each other"));
    }

    @Test
    void withoutAHostANamedInterfaceIsListenedAt() throws Exception {
        Map<String, String> loopback = Map.of("HOBNOB_INTERFACE", "lo");
        assertEquals(
                "127.0.0.1", load("", loopback, Map.of()).settings().doors().host());
        assertEquals(
                "127.0.0.2",
                load("", loopback, Map.of(RegistryKey.HOST, "127.0.0.2"))
                        .settings()
                        .doors()
                        .host());
    }

    @Test
    void dataIsWhereTheUserKeepsDataUnlessNamed() throws Exception {
        Path share = home.resolve(".local/share/hobnob/registry");
        assertEquals(share, load("", Map.of(), Map.of()).data());
        assertEquals(share.resolve("secrets"), load("", Map.of(), Map.of()).secrets());
        Map<String, String> xdg = Map.of("XDG_DATA_HOME", "/x/data");
        assertEquals(Path.of("/x/data/hobnob/registry"), load("", xdg, Map.of()).data());
        assertEquals(home.resolve("mine"), load("data: ~/mine", xdg, Map.of()).data());
    }

    @Test
    void anEmptyEntryOrVariableIsTheDefault() throws Exception {
        RegistryConfig config = load("port:\n", Map.of("HOBNOB_UDP_PORT", " "), Map.of());
        assertEquals(15_600, config.settings().doors().port());
        assertEquals(15_500, config.settings().doors().udpPort());
    }

    @Test
    void aDottedKeyIsToBeWrittenAsASection() {
        assertTrue(refusal("hash.threads: 3", Map.of(), Map.of()).contains("section"));
    }

    @Test
    void groupsOfRoomsAreARangeOfMulticastGroups() throws Exception {
        String yaml = "rooms: {port: 4000, groups: 239.1.0.0/24}";
        assertEquals(
                GroupRange.of("239.1.0.0/24", 4_000),
                Optional.of(load(yaml, Map.of(), Map.of()).settings().rooms().groups()));
        String refusal = refusal("rooms: {groups: 192.168.0.0/16}", Map.of(), Map.of());
        assertTrue(refusal.startsWith("'rooms.groups' in " + home), refusal);
        assertTrue(refusal.contains("such as 239.255.0.0/16, not '192.168.0.0/16'"), refusal);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() {
        assertTrue(refusal("prot: 3", Map.of(), Map.of()).contains("did you mean 'port'?"));
        assertTrue(refusal("login:\n  pari-burst: 3", Map.of(), Map.of()).contains("did you mean 'login.pair-burst'?"));
    }

    @Test
    void unknownKeyIsRefusedWithTheListOfKeys() {
        String refusal = refusal("colour: blue", Map.of(), Map.of());
        assertTrue(refusal.endsWith("; conf/registry.yaml lists the keys"), refusal);
    }

    @Test
    void invalidYamlIsRefused() {
        assertTrue(refusal("port: [1", Map.of(), Map.of()).contains("is not YAML"));
    }

    @Test
    void onlyAFlagMakesItTheCommandLinesFault() {
        ConfigRefusedException byFlag =
                assertThrows(ConfigRefusedException.class, () -> load("", Map.of(), Map.of(RegistryKey.PORT, "70000")));
        assertTrue(byFlag.onCommandLine());
        assertEquals("--port must be 0 to 65535, not '70000'", byFlag.getMessage());
        ConfigRefusedException byFile =
                assertThrows(ConfigRefusedException.class, () -> load("port: 70000", Map.of(), Map.of()));
        assertFalse(byFile.onCommandLine());
        assertTrue(byFile.getMessage().startsWith("'port' in " + home), byFile::getMessage);
    }

    @Test
    void settingsThatDoNotFitTogetherAreRefused() {
        assertTrue(refusal("login: {pair-burst: 30}", Map.of(), Map.of()).contains("strangersBurst"));
    }

    @Test
    void aDatabasesPasswordNeverPrints() throws Exception {
        RegistryConfig config = load("mongo: 'mongodb://dana:geheim@db1:1,db2:2/x?a=b'", Map.of(), Map.of());
        assertEquals("mongodb://db1:1,db2:2", config.mongo().orElseThrow().toString());
        assertFalse(config.toString().contains("geheim"), config::toString);
        assertEquals(
                "mongodb://dana:geheim@db1:1,db2:2/x?a=b",
                config.mongo().orElseThrow().reveal());
        assertTrue(config.settings().sharesStore());
    }

    @Test
    void aClusterTakesItsMembersFromAListOrAText() throws Exception {
        String yaml = "mongo: 'mongodb://db/'\ncluster:\n  enabled: true\n  host: 10.0.0.1\n  members: ";
        List<String> members = List.of("10.0.0.1:5701", "10.0.0.2:5701");
        for (String spelling : List.of("[10.0.0.1:5701, 10.0.0.2:5701]", "10.0.0.1:5701, 10.0.0.2:5701")) {
            RegistryConfig config = load(yaml + spelling, Map.of(), Map.of());
            assertEquals(
                    new ClusterConfig("10.0.0.1", 5_701, 0, members),
                    config.cluster().orElseThrow());
            assertFalse(config.mayMakeSecrets());
        }
        assertTrue(refusal(yaml + "10.0.0.1", Map.of(), Map.of()).contains("'10.0.0.1' is not"));
    }

    @Test
    void aClusterOnAPublicAddressIsRefused() throws Exception {
        String yaml = "mongo: 'mongodb://db/'\ncluster:\n  enabled: true\n  host: ";
        assertTrue(refusal(yaml + "203.0.113.7", Map.of(), Map.of()).contains("not in a private network"));
        assertTrue(refusal(yaml + "'2001:db8::7'", Map.of(), Map.of()).contains("not in a private network"));
        assertEquals(
                "fd00::7",
                load(yaml + "'fd00::7'", Map.of(), Map.of())
                        .cluster()
                        .orElseThrow()
                        .host());
    }

    @Test
    void advertisedAddressesHaveADefault() throws Exception {
        assertEquals(
                List.of("127.0.0.1"),
                load("host: 127.0.0.1", Map.of(), Map.of()).settings().doors().advertised());
        assertEquals(
                List.of("chat.example.org", "10.0.0.5:443"),
                load("advertise: 'chat.example.org, 10.0.0.5:443'", Map.of(), Map.of())
                        .settings()
                        .doors()
                        .advertised());
        assertTrue(refusal("advertise: 'a:b'", Map.of(), Map.of()).contains("'a:b' is not"));
    }
}
