package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What the process of a registry does for administrators. */
public interface ProcessActions {
    /**
     * Reads the settings again, and puts in force what can be without a restart.
     *
     * @return {@code changed} and {@code restart}, arrays of the settings in force now and of those that need a restart, and
     *     {@code words}, which say it; fails with a
     *     refusal whose words say what is wrong, and then nothing has changed
     */
    Future<JsonObject> reload();

    /** The version of the program, such as {@code 0.1.0}. */
    String version();

    /** How many bytes may still be written to the disk of the data folder; fails where nobody can tell. */
    Future<Long> freeBytes();
}
