package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What the process of a registry does for administrators. */
@FunctionalInterface
public interface ProcessActions {
    /**
     * Reads the settings again, and puts in force what can be without a restart.
     *
     * @return {@code changed} and {@code restart}, arrays of the settings in force now and of those that need a restart, and
     *     {@code words}, which say it; fails with a
     *     refusal whose words say what is wrong, and then nothing has changed
     */
    Future<JsonObject> reload();
}
