package org.hobnob.launcher.config;

import java.util.Map;

/** The values of all keys as they were written. Never prints them: there may be a password in one. */
public final class WrittenValues {
    private final Map<RegistryKey, String> values;

    WrittenValues(Map<RegistryKey, String> values) {
        this.values = Map.copyOf(values);
    }

    String get(RegistryKey key) {
        return values.get(key);
    }

    @Override
    public String toString() {
        return "WrittenValues";
    }
}
