package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.json.JsonObject;

/**
 * What became of the attackers.
 *
 * @param opened connections that were opened
 * @param failed connections that could not be opened
 * @param cut connections that the registry closed
 * @param open connections that were open at the end
 * @param longestNs how long the connection lasted that lasted longest, of those cut and those open, in nanoseconds
 * @param sent requests, lines or datagrams
 * @param told how many requests were answered with: slow down
 */
public record AttackReport(long opened, long failed, long cut, long open, long longestNs, long sent, long told) {
    /** Whether they neither connected nor sent anything, because the machine gave them no time. */
    public boolean isNothing() {
        return opened + failed + sent == 0;
    }

    public JsonObject json() {
        return new JsonObject()
                .put("opened", opened)
                .put("failed", failed)
                .put("cut", cut)
                .put("open", open)
                .put("longestNs", longestNs)
                .put("sent", sent)
                .put("told", told);
    }

    /** Reads what {@link #json} made. */
    public static AttackReport of(JsonObject json) {
        return new AttackReport(
                json.getLong("opened"),
                json.getLong("failed"),
                json.getLong("cut"),
                json.getLong("open"),
                json.getLong("longestNs"),
                json.getLong("sent"),
                json.getLong("told"));
    }
}
