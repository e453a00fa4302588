package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadTest {
    private static WrittenValues values(Map<RegistryKey, String> changed) {
        Map<RegistryKey, String> values = new EnumMap<>(RegistryKey.class);
        for (RegistryKey key : RegistryKey.values()) {
            values.put(key, key.byDefault());
        }
        values.putAll(changed);
        return new WrittenValues(values);
    }

    @Test
    void limitsAndLogHoldAtOnceDoorsNeedARestart() {
        Reload reload = Reload.of(
                values(Map.of()),
                values(Map.of(
                        RegistryKey.REQUESTS_BURST, "7", RegistryKey.LOG_LEVEL, "debug", RegistryKey.PORT, "1234")));
        assertEquals(List.of("log-level", "requests.burst"), reload.changed());
        assertEquals(List.of("port"), reload.needRestart());
    }

    @Test
    void whatNeedsARestartIsSaidEachTime() {
        WrittenValues wanted = values(Map.of(RegistryKey.PORT, "1234", RegistryKey.REQUESTS_BURST, "7"));
        Reload again = Reload.of(Reload.of(values(Map.of()), wanted).inForce(), wanted);
        assertEquals(List.of(), again.changed());
        assertEquals(List.of("port"), again.needRestart());
    }

    @Test
    void keysThatSayWhereThingsAreNeedARestart() {
        for (RegistryKey key : RegistryKey.values()) {
            boolean isPlace = key.type().words().matches(".*(address|host:port|URI|group/bits).*");
            assertTrue(!isPlace || !Reload.isLive(key), key::key);
        }
    }
}
