package org.hobnob.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which parts of the program are in this installation: the archive for peers has no registry. */
public final class Parts {
    /** A class of a library that registries need first. */
    private static final String OF_REGISTRIES = "io/vertx/ext/mongo/MongoClient.class";

    private Parts() {}

    public static boolean hasRegistry() {
        return Parts.class.getClassLoader().getResource(OF_REGISTRIES) != null;
    }

    /** Takes the place of a command that is not here, whatever its arguments. */
    public static CommandLine missing() {
        return new CommandLine(new Missing()).setUnmatchedArgumentsAllowed(true);
    }

    @Command(description = "Not in this archive, which is for peers.")
    private static final class Missing implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "this is the archive for peers, without " + spec.name() + ": take hobnob-" + Version.number()
                            + ", which has everything");
        }
    }
}
