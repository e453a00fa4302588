package org.hobnob.launcher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of guests' profiles. Who guesses names must neither fill the disk nor take away what another login has just made. */
final class GuestFolders {
    private static final Logger LOG = LoggerFactory.getLogger(GuestFolders.class);

    private final Path all;
    private final Set<Path> underWay = ConcurrentHashMap.newKeySet();

    /** @param all the folder with a profile for each user */
    GuestFolders(Path all) {
        this.all = all;
    }

    /**
     * Logs in with the folder of the user, which is removed if it is new and the login fails. Any thread.
     *
     * @param login makes the folder if there is none; leaves nothing open in it if it fails
     * @throws RefusalException with {@code SLOW_DOWN} if another login of this user is under way
     */
    <T> T with(UserName user, Function<Path, T> login) {
        Path folder = all.resolve(user.folded());
        if (!underWay.add(folder)) {
            throw new RefusalException(Reason.SLOW_DOWN);
        }
        try {
            boolean isNew = Files.notExists(folder);
            try {
                return login.apply(folder);
            } catch (RuntimeException refused) {
                if (isNew) {
                    delete(folder);
                }
                throw refused;
            }
        } finally {
            underWay.remove(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", folder, e.toString());
        }
    }
}
