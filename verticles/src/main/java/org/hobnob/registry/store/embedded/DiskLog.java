package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.hobnob.durable.GroupCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on the log what keeps the store from writing, and what to do about it. */
final class DiskLog implements GroupCommit.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLog.class);

    private final Path folder;

    /** @param folder the store's folder */
    DiskLog(Path folder) {
        this.folder = folder;
    }

    @Override
    public void stalled(IOException cause) {
        LOG.error(
                "the store's file in {} cannot be written ({}): changes are refused until it can; free space on its"
                        + " disk, then the store goes on by itself",
                folder,
                cause.getMessage());
    }

    @Override
    public void resumed() {
        LOG.warn("the store's file in {} is written again; nothing that was acknowledged is lost", folder);
    }

    @Override
    public void failed(IOException cause) {
        LOG.error(
                "the store's file in {} could not be written ({}): all commands are refused until a restart; free space"
                        + " on its disk or repair the disk, then restart",
                folder,
                cause.getMessage());
    }
}
