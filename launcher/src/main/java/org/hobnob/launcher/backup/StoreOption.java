package org.hobnob.launcher.backup;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import picocli.CommandLine.Option;

/** The options that say which registry is meant. What they leave open is as the registry's own settings have it. */
final class StoreOption {
    private static final String CONFIG_FILE = "registry.yaml";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the registry's data (as the registry has it)")
    private String data;

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description = "file with the registry's keys (`secrets` in the data folder)")
    private String secrets;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the registry's file of settings (the one that it reads)")
    private Path config;

    /** @param mongo what names the registry's MongoDB on the command line; null if nothing does */
    RegistryConfig load(String mongo) {
        Map<RegistryKey, String> flags = new EnumMap<>(RegistryKey.class);
        put(flags, RegistryKey.DATA, data);
        put(flags, RegistryKey.SECRETS, secrets);
        put(flags, RegistryKey.MONGO, mongo);
        Path home = Path.of(System.getProperty("user.home"));
        return RegistryConfig.load(
                ConfigSources.ofRegistry(SettingOptions.file(config, CONFIG_FILE, home), System.getenv(), flags), home);
    }

    private static void put(Map<RegistryKey, String> flags, RegistryKey key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
