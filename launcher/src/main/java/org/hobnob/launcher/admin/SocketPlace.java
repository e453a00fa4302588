package org.hobnob.launcher.admin;

import java.nio.file.Path;

/** Where the administration socket of a data folder is. */
record SocketPlace(Path data) {
    private static final String NAME = "admin.sock";

    Path path() {
        return data.toAbsolutePath().resolve(NAME);
    }
}
