package org.hobnob.launcher.admin;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.socket.JsonLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob admin user import}: makes accounts of a list of people, and cards to print. */
@Command(
        name = "import",
        description =
                "Makes an account with a password for each line of a list, and cards to print. Accounts that exist"
                        + " stay as they are.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class ClassImportCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 1_048_576;

    private final AdminCommand options;

    @Parameters(paramLabel = "FILE.csv", description = "names in the first column; the others are passed over")
    private Path file;

    @Option(
            names = "--cards",
            paramLabel = "FILE",
            description = "where the cards go: .html (FILE.cards.html), or .txt; must not be there")
    private Path cards;

    @Option(
            names = "--renew",
            description =
                    "gives accounts that exist, and to which nobody has ever logged in, a new password and a card")
    private boolean renews;

    ClassImportCommand(AdminCommand options) {
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        List<ClassList.Entry> people = ClassList.read(lines());
        Path sheet = cards != null ? cards : file.resolveSibling(file.getFileName() + ".cards.html");
        int missing = 0;
        try (AdminClient client = AdminClient.connect(options.data())) {
            Optional<String> link = Optional.ofNullable(
                    client.ask(verb("status"), new JsonObject()).getString("link"));
            try (Cards made = Cards.create(sheet, link)) {
                for (ClassList.Entry one : people) {
                    missing += add(client, one, made) ? 0 : 1;
                }
            }
        }
        String said =
                people.size() - missing + " accounts have a card, " + missing + " have none; the cards are in " + sheet;
        if (!options.isJson()) {
            System.out.println(said);
        }
        return (missing == 0 ? ExitCode.OK : ExitCode.USER_FIXABLE).number();
    }

    private static Verb verb(String name) {
        return VerbTable.find(name).orElseThrow();
    }

    /**
     * Makes an account, or gives one that nobody has used another password, where that is wanted. The card is written first,
     * and stays where it is not known what became of the account: nobody else knows its password.
     *
     * @return whether the person has a card
     */
    private boolean add(AdminClient client, ClassList.Entry one, Cards made) {
        NewPassword password = NewPassword.madeUp();
        JsonObject args = new JsonObject()
                .put("user", one.user().shown())
                .put("password", password.hash().hex());
        Runnable takeBack = made.add(one, password.shown());
        try {
            client.ask(verb("user add"), args);
            tell(one, true, "made");
            return true;
        } catch (UserFacingException refused) {
            if (refused.exitCode() != ExitCode.USER_FIXABLE) {
                throw unknown(one, refused);
            }
            if (renews && isUnused(client, one)) {
                client.ask(verb("user passwd"), args);
                tell(one, true, "new password, for it was never used");
                return true;
            }
            takeBack.run();
            tell(one, false, refused.getMessage());
            return false;
        }
    }

    private static UserFacingException unknown(ClassList.Entry one, UserFacingException cause) {
        return new UserFacingException(
                cause.exitCode(),
                cause.getMessage() + ". It is not known whether the account " + one.user()
                        + " was made: its card is the last one. Give the list again, with another --cards, for the rest",
                cause);
    }

    /** Whether nobody has ever logged in, so that a new password takes nothing from anybody. */
    private static boolean isUnused(AdminClient client, ClassList.Entry one) {
        try {
            JsonObject account = client.ask(
                    verb("user show"), new JsonObject().put("user", one.user().shown()));
            return account.getInteger("logins") == 0
                    && account.getJsonArray("known").isEmpty()
                    && !account.getBoolean("online")
                    && !account.getBoolean("admin")
                    && !account.getBoolean("disabled");
        } catch (UserFacingException gone) {
            return false;
        }
    }

    private void tell(ClassList.Entry one, boolean isMade, String what) {
        if (options.isJson()) {
            System.out.println(JsonLine.of(new JsonObject()
                    .put("person", one.person())
                    .put("user", one.user().shown())
                    .put("made", isMade)
                    .put("what", what)));
        } else {
            System.out.println(one.user() + "  (" + SafeText.of(one.person()) + "): " + what);
        }
    }

    private List<String> lines() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        file + " is larger than 1 MB, which is no list of names: name another file");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " is not text in UTF-8: save it as CSV in UTF-8", e);
        } catch (IOException e) {
            throw new UserFacingException(ExitCode.USER_FIXABLE, file + " cannot be read: " + e, e);
        }
    }
}
