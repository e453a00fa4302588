package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.Test;

class PeerLimitsTest {
    @Test
    void settingsSayWhatOthersMayTake() {
        PeerValues values = new PeerValues(
                Map.of(),
                Map.of(PeerKey.CONNECTIONS, "900", PeerKey.CONNECTIONS_OF_ADDRESS, "300", PeerKey.CHATS, "3"),
                Map.of(),
                (key, value) -> {});
        DirectChatVerticle.Bounds bounds = DirectChatVerticle.Bounds.of(values);
        assertEquals(3, bounds.chats());
        assertEquals(IncomingLines.Bounds.of(900, 300), bounds.lines());
        assertEquals(900, bounds.lines().connections().most());
        assertEquals(300, bounds.lines().connections().mostPerAddress());
        assertEquals(300, bounds.lines().connections().freshPerAddress().burst());
    }

    @Test
    void defaultsOfSettingsAreTheDefaultLimits() {
        assertEquals(DirectChatVerticle.Bounds.DEFAULT, DirectChatVerticle.Bounds.of(PeerValues.defaults()));
    }
}
