package org.hobnob.launcher.registry;

import java.security.SecureRandom;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.secrets.SecretsRefusedException;

/** The secrets that the settings name, read when they are first asked for. Thread-safe. */
final class OwnSecrets {
    private final RegistryConfig config;
    private Secrets secrets;

    OwnSecrets(RegistryConfig config) {
        this.config = config;
    }

    /**
     * Returns the secrets; the first call blocks while it reads or makes their file.
     *
     * @throws SecretsRefusedException if the file cannot be used
     * @throws UserFacingException if the file is missing and another registry must have made it
     */
    synchronized Secrets get() {
        if (secrets == null) {
            secrets = read();
        }
        return secrets;
    }

    private Secrets read() {
        try {
            return new SecretsFile(config.secrets()).loadOrCreate(config.mayMakeSecrets(), new SecureRandom());
        } catch (SecretsRefusedException e) {
            throw e.reason() == SecretsRefusedException.Reason.MISSING ? missing(e) : e;
        }
    }

    private UserFacingException missing(SecretsRefusedException cause) {
        return new UserFacingException(
                ExitCode.USER_FIXABLE,
                "the secrets file " + config.secrets() + " is missing, and one of several registries makes none, for"
                        + " all must have the same: copy it from another node (scp -p) and name it with --secrets FILE;"
                        + " to make the first: hobnob secrets FILE",
                cause);
    }
}
