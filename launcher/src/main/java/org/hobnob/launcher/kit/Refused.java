package org.hobnob.launcher.kit;

import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;

/** Kits that cannot be made of what there is. */
final class Refused {
    private Refused() {}

    /** @param message names the file, says why, and what to take instead */
    static UserFacingException because(String message) {
        return new UserFacingException(ExitCode.USER_FIXABLE, message);
    }
}
