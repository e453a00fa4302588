package org.hobnob.peer.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hobnob.durable.GroupCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on the log what keeps a profile's state from being saved, and what to do about it. */
final class DiskLog implements GroupCommit.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLog.class);

    private final Path folder;
    private final Consumer<Boolean> trouble;

    /**
     * @param folder the profile's folder
     * @param trouble told as well: true when nothing can be saved, false when it can be again
     */
    DiskLog(Path folder, Consumer<Boolean> trouble) {
        this.folder = folder;
        this.trouble = trouble;
    }

    @Override
    public void stalled(IOException cause) {
        LOG.error(
                "not saved: the disk of {} cannot be written ({}): free space on it; until then what you send waits and"
                        + " what others send is not acknowledged",
                folder,
                cause.getMessage());
        trouble.accept(true);
    }

    @Override
    public void resumed() {
        LOG.warn("saved again in {}: nothing is lost", folder);
        trouble.accept(false);
    }

    @Override
    public void failed(IOException cause) {
        LOG.error(
                "what waits to be sent and what was received can no longer be kept ({}): free space on the disk or"
                        + " repair it, then start again",
                cause.getMessage());
    }
}
