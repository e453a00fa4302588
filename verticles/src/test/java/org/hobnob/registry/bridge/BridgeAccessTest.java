package org.hobnob.registry.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hobnob.registry.bridge.BridgeAccess.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUS.md 7.3: what programs may do, and where they come from. */
class BridgeAccessTest {
    private static final BridgeAccess ACCESS = BridgeAccess.of(List.of(
            "serve registry.rooms",
            "hear registry.event.presence",
            "send registry.presence:absent+search",
            "publish registry.event.room:*"));

    @Test
    void onlyWhatIsListedIsAllowed() {
        assertTrue(ACCESS.allows(Verb.SERVE, "registry.rooms", ""));
        assertFalse(ACCESS.allows(Verb.HEAR, "registry.rooms", ""));
        assertFalse(ACCESS.allows(Verb.SEND, "registry.rooms", "join"));
        assertTrue(ACCESS.allows(Verb.SEND, "registry.presence", "absent"));
        assertFalse(ACCESS.allows(Verb.SEND, "registry.presence", "claim"));
        assertFalse(ACCESS.allows(Verb.SEND, "registry.presence", ""));
        assertTrue(ACCESS.allows(Verb.PUBLISH, "registry.event.room", "joined"));
        assertFalse(ACCESS.allows(Verb.PUBLISH, "registry.event.presence", "online"));
        assertFalse(BridgeAccess.NOTHING.allows(Verb.HEAR, "registry.event.room", ""));
        assertEquals(Set.of("registry.rooms"), ACCESS.served());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve registry.rooms:join",
                "send registry.presence",
                "send registry.presence:",
                "publish *:*",
                "own registry.rooms",
                "send peer.chat:message",
                "hear registry.event.room now"
            })
    void rulesThatBreakTheGrammarAreRefused(String rule) {
        assertThrows(IllegalArgumentException.class, () -> BridgeAccess.of(List.of(rule)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:7000",
                "10.0.0.5:7000",
                "[::]:7000",
                "localhost:7000",
                "example.org:80",
                "127.0.0.1",
                "127.0.0.1:70000",
                "7000",
                ":7000",
                "/tmp/12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901"
            })
    void placesThatOthersReachAreRefused(String place) {
        assertThrows(IllegalArgumentException.class, () -> BridgePlace.of(place));
    }

    @Test
    void pathsAndLoopbackArePlaces() {
        assertEquals(new BridgePlace.Loopback("127.0.0.1", 7_000), BridgePlace.of("127.0.0.1:7000"));
        assertEquals(new BridgePlace.Loopback("[::1]", 0), BridgePlace.of("[::1]:0"));
        assertEquals(new BridgePlace.UnixSocket(Path.of("/run/hob.sock")), BridgePlace.of("/run/hob.sock"));
    }
}
