package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.WindowsFiles;
import org.junit.jupiter.api.Test;

class LastRegistryTest {
    @Test
    void profileIsPrivateUnderAccessControlLists() throws Exception {
        try (FileSystem windows = WindowsFiles.create()) {
            Path profile = windows.getPath("C:\\Users\\dana\\profile");
            new LastRegistry(profile).remember("192.0.2.1:15600");
            new LastRegistry(profile).remember("192.0.2.2:15600");
            assertEquals(Optional.of("192.0.2.2:15600"), new LastRegistry(profile).find());
            assertEquals(List.of("user 14"), WindowsFiles.allowed(profile));
            assertEquals(List.of("user 14"), WindowsFiles.allowed(profile.resolve("last-registry")));
        }
    }
}
