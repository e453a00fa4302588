package org.hobnob.launcher.backup;

import java.util.Map;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;

/** What {@code hobnob admin} was told about the registry that is meant. */
public interface MeantRegistry {
    /**
     * Returns the registry's settings.
     *
     * @param flags what the command line sets besides
     */
    RegistryConfig load(Map<RegistryKey, String> flags);

    /** Whether results are printed as JSON. */
    boolean isJson();
}
