package org.hobnob.peer.profile;

import java.io.IOException;
import java.nio.file.Path;
import org.hobnob.durable.GroupCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on the log what keeps a profile's state from being saved, and what to do about it. */
final class DiskLog implements GroupCommit.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLog.class);

    private final Path folder;

    /** @param folder the profile's folder */
    DiskLog(Path folder) {
        this.folder = folder;
    }

    @Override
    public void stalled(IOException cause) {
        LOG.error(
                "not saved: the disk of {} cannot be written ({}): free space on it; until then what you send waits and"
                        + " what others send is not acknowledged",
                folder,
                cause.getMessage());
    }

    @Override
    public void resumed() {
        LOG.warn("saved again in {}: nothing is lost", folder);
    }

    @Override
    public void failed(IOException cause) {
        LOG.error(
                "what waits to be sent and what was received can no longer be kept ({}): free space on the disk or"
                        + " repair it, then start again",
                cause.getMessage());
    }
}
