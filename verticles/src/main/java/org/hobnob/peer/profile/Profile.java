package org.hobnob.peer.profile;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.hobnob.peer.identity.Identity;

/**
 * The files and the identity of one user on this machine.
 *
 * @param folder the folder of the files (SPEC 13)
 * @param identity the key pair by which others know the user
 */
public record Profile(Path folder, Identity identity) {
    /**
     * Opens the profile in a folder; creates folder and identity on first use. Blocking.
     *
     * @throws ProfileRefusedException if the identity cannot be read or created
     */
    public static Profile open(Path folder, SecureRandom random) {
        return new Profile(folder, IdentityFile.of(folder).loadOrCreate(random));
    }
}
