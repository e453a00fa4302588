package org.hobnob.launcher.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.profile.SettingsFile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;

/** Reads the settings of a peer: the file for all profiles, the profile's own, the environment and the flags. */
public final class PeerConfig {
    private PeerConfig() {}

    /**
     * Reads all sources. Blocks: do not call it on an event loop.
     *
     * @param shared the file for all profiles; empty for none
     * @param profile the profile's folder, which may not exist yet
     * @param environment the environment variables by name; only those of {@link PeerKey} are used
     * @throws ConfigRefusedException if a source has an unknown key or an invalid value
     */
    public static PeerValues load(
            Optional<Path> shared, Path profile, Map<String, String> environment, Map<PeerKey, String> flags) {
        SettingsFile own = new SettingsFile(profile);
        return new PeerValues(
                fixed(new ConfigSources<>(PeerKey.class, Optional.empty(), environment, flags)),
                inFile(Optional.of(own.path()).filter(Files::exists)),
                inFile(shared),
                (key, value) -> own.put(key.key(), value));
    }

    private static Map<PeerKey, String> inFile(Optional<Path> file) {
        return new ConfigSources<>(PeerKey.class, file, Map.of(), Map.of()).found();
    }

    private static Map<PeerKey, PeerValues.Fixed> fixed(ConfigSources<PeerKey> start) {
        Map<PeerKey, PeerValues.Fixed> fixed = new EnumMap<>(PeerKey.class);
        start.found().forEach((key, value) -> fixed.put(key, new PeerValues.Fixed(value, start.origin(key))));
        return fixed;
    }
}
