package org.hobnob.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.hobnob.launcher.cli.Version;

/** What is in the archives that the build made. */
final class Archives {
    static final String TOP = "hobnob-" + Version.number() + "/";
    static final Path TAR = Path.of("target", "hobnob-" + Version.number() + ".tar.gz");
    static final Path ZIP = Path.of("target", "hobnob-" + Version.number() + ".zip");
    /** What is in both, in the form of CycloneDX; beside them. */
    static final Path BILL_OF_MATERIALS = Path.of("target", "hobnob-" + Version.number() + ".cdx.json");

    /**
     * One entry.
     *
     * @param name as it stands in the archive
     * @param mode its permissions
     * @param owner by name and number, as a zip does not tell
     * @param content empty of a folder
     */
    record Entry(String name, int mode, String owner, byte[] content) {
        boolean isFolder() {
            return name.endsWith("/");
        }

        /** Its name below the top folder. */
        String path() {
            return name.substring(TOP.length());
        }
    }

    private Archives() {}

    static List<Entry> tar() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream file = Files.newInputStream(TAR);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String owner = entry.getUserName() + ":" + entry.getGroupName() + " " + entry.getLongUserId() + ":"
                        + entry.getLongGroupId();
                entries.add(new Entry(entry.getName(), entry.getMode() & 0777, owner, tar.readAllBytes()));
            }
        }
        return entries;
    }

    static List<Entry> zip() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipFile zip = ZipFile.builder().setPath(ZIP).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.add(new Entry(entry.getName(), entry.getUnixMode() & 0777, "", in.readAllBytes()));
                }
            }
        }
        return entries;
    }
}
