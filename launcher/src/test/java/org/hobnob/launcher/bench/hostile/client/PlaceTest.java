package org.hobnob.launcher.bench.hostile.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void placeSurvivesItsWayToAnotherProcess() {
        Place place =
                new Place("127.0.0.1", 15600, 15500, List.of(9600, 40001), Pin.parse("ab".repeat(32)), TlsEngine.JDK);
        Place echo = new Place("127.0.0.1", 15600, 0, List.of(), Optional.empty(), TlsEngine.OPENSSL);

        assertEquals(place, Place.of(place.words()));
        assertEquals(echo, Place.of(echo.words()));
    }
}
