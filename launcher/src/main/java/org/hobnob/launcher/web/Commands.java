package org.hobnob.launcher.web;

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
     */
    static String all(String address, Download file, JoinLink link, ComputerSystem system) {
        String url = address + "files/" + file.name();
        return system == ComputerSystem.WINDOWS ? windows(url, file, link) : unix(url, file, link);
    }

    private static String unix(String url, Download file, JoinLink link) {
        if (file.isPackage()) {
            return "curl -fO " + url + "\nsudo apt install ./" + file.name() + "\nhobnob '" + link + "'";
        }
        String start = FOLDER + "/bin/hobnob '" + link + "'";
        return file.isZip()
                ? "curl -fO " + url + "\nunzip -q " + file.name() + "\n" + "*/bin/hobnob '" + link + "'"
                : "mkdir -p " + FOLDER + "\ncurl -f " + url + " | tar xz -C " + FOLDER + " --strip-components 1\n"
                        + start;
    }

    /** Windows 10 and later have curl and tar. */
    private static String windows(String url, Download file, JoinLink link) {
        return "curl.exe -fO " + url + "\nmkdir " + FOLDER + "\ntar -xf " + file.name() + " -C " + FOLDER
                + " --strip-components 1\n" + FOLDER + "\\bin\\hobnob.cmd \"" + link + "\"";
    }

    /** For who has the program. */
    static String join(JoinLink link) {
        return "hobnob '" + link + "'";
    }
}
