package org.hobnob.peer.profile;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.hobnob.peer.identity.Identity;

/**
 * What is one user's own on this machine.
 *
 * @param folder where the files are (SPEC 13)
 * @param identity by which others know the user
 */
public record Profile(Path folder, Identity identity) {
    /**
     * Opens the profile in a folder; makes folder and identity at the first use. Blocking.
     *
     * @throws ProfileRefusedException where the identity cannot be read or made
     */
    public static Profile open(Path folder, SecureRandom random) {
        return new Profile(folder, IdentityFile.of(folder).loadOrCreate(random));
    }
}
