package org.hobnob.launcher.web;

import java.util.List;
import org.hobnob.protocol.message.value.JoinLink;

/** What to type into a terminal, in which names of files and links have no characters that a shell would take for its own. */
final class Commands {
    private static final String FOLDER = "hobnob";

    private Commands() {}

    /**
     * What fetches, unpacks and starts the program.
     *
     * @param address of the page, with a slash at its end
     * @param system whose shell it is for
     * @return the lines
     */
    static List<String> all(String address, Download file, JoinLink link, ComputerSystem system) {
        String url = address + "files/" + file.name();
        return system == ComputerSystem.WINDOWS ? windows(url, file, link) : unix(url, file, link);
    }

    private static List<String> unix(String url, Download file, JoinLink link) {
        if (file.isPackage()) {
            return List.of("curl -fO " + url, "sudo apt install ./" + file.name(), join(link));
        }
        if (file.isZip()) {
            return List.of("curl -fO " + url, "unzip -q " + file.name(), "*/bin/" + join(link));
        }
        return List.of(
                "mkdir -p " + FOLDER,
                "curl -f " + url + " | tar xz -C " + FOLDER + " --strip-components 1",
                FOLDER + "/bin/" + join(link));
    }

    /** Windows 10 and later have curl and tar. */
    private static List<String> windows(String url, Download file, JoinLink link) {
        return List.of(
                "curl.exe -fO " + url,
                "mkdir " + FOLDER,
                "tar -xf " + file.name() + " -C " + FOLDER + " --strip-components 1",
                FOLDER + "\\bin\\hobnob.cmd \"" + link + "\"");
    }

    /** For who has the program. */
    static String join(JoinLink link) {
        return "hobnob '" + link + "'";
    }
}
