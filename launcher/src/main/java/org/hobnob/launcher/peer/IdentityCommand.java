package org.hobnob.launcher.peer;

import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.ProfileOption;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.profile.IdentityFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hobnob identity}: shows and copies the key by which others recognise a user, for use on a second machine. */
@Command(
        name = "identity",
        description = "Shows, copies and takes over the key by which others know a user.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class IdentityCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called if no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "show, export or import?");
    }

    @Command(name = "show", description = "Prints the public key of a profile.", mixinStandardHelpOptions = true)
    void show(@Mixin ProfileOption profile) {
        System.out.println("key: " + own(profile).publicKey());
    }

    @Command(
            name = "export",
            description = "Copies the key of a profile to a new file, for another machine of the same user.",
            mixinStandardHelpOptions = true)
    void exportTo(
            @Mixin ProfileOption profile,
            @Parameters(paramLabel = "FILE", description = "is made, for its owner only") Path file) {
        Identity own = own(profile);
        if (!new IdentityFile(file).create(own)) {
            throw fixable(file + " is there already: name another file");
        }
        System.out.println("key: " + own.publicKey());
        System.out.println("file: " + file.toAbsolutePath());
        System.out.println("Whoever has this file can speak as you. On the other machine: hobnob identity import FILE;"
                + " then delete it.");
    }

    @Command(
            name = "import",
            description = "Takes over the key that another machine exported.",
            mixinStandardHelpOptions = true)
    void importFrom(
            @Mixin ProfileOption profile,
            @Parameters(paramLabel = "FILE", description = "what export made") Path file,
            @Option(
                            names = "--replace",
                            description = "in the place of the key that the profile has, which is kept beside it")
                    boolean replace) {
        Identity other = new IdentityFile(file).load().orElseThrow(() -> fixable("there is no file " + file));
        IdentityFile own = IdentityFile.of(profile.folder());
        Optional<Identity> before = own.load();
        boolean same = before.filter(there -> there.publicKey().equals(other.publicKey()))
                .isPresent();
        if (before.isPresent() && !same) {
            if (!replace) {
                throw fixable("this profile has the key " + before.get().publicKey()
                        + " already: --replace puts the other in its place, and contacts must accept that; or name"
                        + " another --profile");
            }
            keep(profile.folder(), before.get());
            own.replace(other);
        } else if (!same) {
            own.create(other);
        }
        System.out.println("key: " + other.publicKey());
    }

    private static void keep(Path folder, Identity before) {
        String name = "identity-" + before.publicKey().hex().substring(0, 8);
        new IdentityFile(folder.resolve(name)).create(before);
        System.out.println("earlier key: " + folder.resolve(name));
    }

    private static Identity own(ProfileOption profile) {
        return IdentityFile.of(profile.folder())
                .load()
                .orElseThrow(() -> fixable("this profile has no key yet: hobnob peer makes one at its first use"));
    }

    private static UserFacingException fixable(String message) {
        return new UserFacingException(ExitCode.USER_FIXABLE, message);
    }
}
