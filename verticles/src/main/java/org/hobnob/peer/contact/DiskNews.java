package org.hobnob.peer.contact;

import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Tells the console whether files of the profile can be written (BUS.md 6.4). Thread-safe. */
public final class DiskNews {
    private DiskNews() {}

    /** @param full whether the disk cannot be written now, full or otherwise */
    public static void tell(Bus bus, boolean full) {
        bus.send(Addresses.PEER_CONSOLE, "disk", new JsonObject().put("full", full));
    }
}
