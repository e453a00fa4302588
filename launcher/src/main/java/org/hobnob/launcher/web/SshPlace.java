package org.hobnob.launcher.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where consoles are to be had by SSH on the registry's machine, as {@code hobnob host} tells the registry in a file of its
 * data folder.
 *
 * @param port 1 to 65535
 * @param key the fingerprint that SSH shows, {@code SHA256:…}
 */
public record SshPlace(int port, String key) {
    private static final String FILE = "ssh-host";
    private static final int MOST_BYTES = 200;
    private static final int MOST_PORT = 65_535;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5}) (SHA256:[A-Za-z0-9+/]{43})\\s*");

    /** Reads what is told in a registry's data folder; empty where nothing is, or nonsense. Blocks. */
    public static Optional<SshPlace> read(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            Matcher text = TEXT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return text.matches() && isPort(Integer.parseInt(text.group(1)))
                    ? Optional.of(new SshPlace(Integer.parseInt(text.group(1)), text.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= MOST_PORT;
    }

    /** Tells the registry that has this data folder. Blocks. */
    public void write(Path data) throws IOException {
        Path draft = Files.writeString(data.resolve(FILE + ".new"), port + " " + key + "\n", StandardCharsets.US_ASCII);
        Files.move(draft, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes it back, unless another host has told its own since. Blocks. */
    public void remove(Path data) throws IOException {
        if (read(data).equals(Optional.of(this))) {
            Files.deleteIfExists(data.resolve(FILE));
        }
    }
}
