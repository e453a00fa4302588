package org.hobnob.launcher.backup;

import java.util.EnumMap;
import java.util.Map;
import org.hobnob.launcher.config.RegistryKey;
import picocli.CommandLine.Option;

/** Where the registry keeps its keys and, for some commands, its documents. */
final class StoreFlags {
    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description = "file with the registry's keys (`secrets` in the data folder)")
    private String secrets;

    /** @param mongo what names the registry's MongoDB on the command line; null if nothing does */
    Map<RegistryKey, String> values(String mongo) {
        Map<RegistryKey, String> flags = new EnumMap<>(RegistryKey.class);
        put(flags, RegistryKey.SECRETS, secrets);
        put(flags, RegistryKey.MONGO, mongo);
        return flags;
    }

    private static void put(Map<RegistryKey, String> flags, RegistryKey key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
