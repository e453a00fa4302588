package org.hobnob.launcher.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.protocol.message.value.JoinLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The join link that a registry had at its latest start, in its data folder, for {@code hobnob link}. Blocking. */
record LinkFile(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(LinkFile.class);
    private static final String NAME = "join-link";
    private static final int MOST_BYTES = 4_096;

    /** Writes the link; removes the file where there is none. A failure is logged: the registry runs all the same. */
    void keep(Optional<JoinLink> link) {
        try {
            if (link.isPresent()) {
                Files.writeString(file(), link.get() + "\n");
            } else {
                Files.deleteIfExists(file());
            }
        } catch (IOException e) {
            LOG.warn(
                    "the join link could not be written to {}, so hobnob link does not know it: {}",
                    file(),
                    e.toString());
        }
    }

    /** Returns the link; empty where no registry has written one. */
    Optional<JoinLink> read() throws IOException {
        if (!Files.isRegularFile(file()) || Files.size(file()) > MOST_BYTES) {
            return Optional.empty();
        }
        return JoinLink.of(new String(Files.readAllBytes(file()), StandardCharsets.UTF_8).strip());
    }

    private Path file() {
        return folder.resolve(NAME);
    }
}
