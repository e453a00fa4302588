package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

class DiskFlowTest {
    private static final String FULL =
            "!! your profile cannot be saved: free space on its disk; until then what you send"
                    + " waits, and what others send is not acknowledged";
    private static final String AGAIN = "-- your profile is saved again; nothing is lost";

    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject full(boolean full) {
        return new JsonObject().put("full", full);
    }

    @Test
    void fullDiskIsToldOnceAndItsEndOnce() {
        dana.hear("disk", full(true)).sees(FULL);
        dana.clear().hear("disk", full(true)).seesNot("your profile");
        dana.clear().hear("disk", full(false)).sees(AGAIN);
        dana.clear().hear("disk", full(false)).seesNot("your profile");
        dana.clear().hear("disk", full(true)).sees(FULL);
    }
}
