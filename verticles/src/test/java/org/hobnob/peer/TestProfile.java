package org.hobnob.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.peer.profile.Profile;

/** A profile in a folder of its own, new for each peer of a test. */
final class TestProfile {
    private final Profile profile;

    TestProfile() {
        try {
            profile = Profile.open(Files.createTempDirectory("hobnob-test-profile"), new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one in a folder that outlives this program. */
    TestProfile(Path folder) {
        profile = Profile.open(folder, new SecureRandom());
    }

    Profile profile() {
        return profile;
    }

    void delete() {
        try (Stream<Path> files = Files.walk(profile.folder())) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
