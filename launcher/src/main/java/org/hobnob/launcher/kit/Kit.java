package org.hobnob.launcher.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.launcher.cli.Version;
import org.hobnob.protocol.message.value.JoinLink;

/** Puts one archive together. */
final class Kit {
    private static final String RUNTIME = "runtime/";

    private Kit() {}

    /**
     * Makes an archive, in place of one of its name.
     *
     * @param runtime empty for computers that have Java
     * @param link where it leads; empty to let people choose
     * @param folder where to put it
     * @param top the folder in it
     * @return the archive: a zip for Windows and where the system is not known, else a tar.gz, which keeps what is
     *     executable
     */
    static Path make(Program program, Optional<JavaRuntime> runtime, Optional<JoinLink> link, Path folder, String top)
            throws IOException {
        Machine machine = runtime.map(JavaRuntime::machine).orElse(null);
        String suffix = machine == null ? ".zip" : "-" + machine + (machine.isWindows() ? ".zip" : ".tar.gz");
        Path file = folder.resolve("hobnob-" + Version.number() + suffix);
        try (KitWriter writer = KitWriter.to(file, top)) {
            for (Item item : Starters.items(machine, link)) {
                writer.put(item);
            }
            for (Item item : program.items(machine)) {
                writer.put(item);
            }
            if (runtime.isPresent()) {
                runtime.get().read(item -> writer.put(item.at(RUNTIME + item.path())));
            }
            writer.finish();
        }
        return file;
    }
}
