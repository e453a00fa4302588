package org.hobnob.launcher.admin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.value.UserName;

/**
 * A list of people, one in a line: the name under which somebody logs in, or the person's name, of which one is made, in the first
 * column; a heading is passed over. Columns are parted by commas, semicolons or tabs.
 */
final class ClassList {
    /** The most people in one list. */
    static final int MOST = 5_000;

    private static final Set<String> HEADINGS =
            Set.of("name", "names", "user", "username", "login", "student", "pupil", "person");
    private static final int NAME_CHARS = 32;

    /**
     * One person.
     *
     * @param person as the list has it
     * @param user under which the person logs in
     */
    record Entry(String person, UserName user) {}

    private ClassList() {}

    /**
     * Reads a list. Two people whose names make the same login get a number behind it.
     *
     * @throws UserFacingException if it has too many lines, nobody in it, or a name that makes no login
     */
    static List<Entry> read(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        Set<UserName> taken = new HashSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String person = firstColumn(lines.get(i)).strip();
            if (person.isEmpty() || i == 0 && HEADINGS.contains(person.toLowerCase(Locale.ROOT))) {
                continue;
            }
            int line = i + 1;
            UserName user = login(person, taken, numbers)
                    .orElseThrow(
                            () -> new UserFacingException(
                                    ExitCode.USER_FIXABLE,
                                    "line " + line + " of the list: no name to log in with can be made of '" + person
                                            + "'; write one (letters, digits, - and _) in the first column. Nothing was changed"));
            taken.add(user);
            entries.add(new Entry(person, user));
        }
        if (entries.isEmpty() || entries.size() > MOST) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the list has " + entries.size() + " names; 1 to " + MOST
                            + " are taken at once. Nothing was changed");
        }
        return entries;
    }

    /** What stands before the first separator; in quotation marks it may hold one. */
    private static String firstColumn(String line) {
        String bare = line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!bare.startsWith("\"")) {
            return bare.split("[,;\t]", 2)[0];
        }
        StringBuilder cell = new StringBuilder();
        for (int i = 1; i < bare.length(); i++) {
            boolean isQuote = bare.charAt(i) == '"';
            if (isQuote && (i + 1 == bare.length() || bare.charAt(i + 1) != '"')) {
                break;
            }
            cell.append(bare.charAt(i));
            i += isQuote ? 1 : 0;
        }
        return cell.toString();
    }

    /** @param numbers from which number on those of the same name are tried */
    private static Optional<UserName> login(String person, Set<UserName> taken, Map<String, Integer> numbers) {
        String base = UserName.of(person).map(UserName::shown).orElseGet(() -> folded(person));
        for (int number = numbers.getOrDefault(base, 1); number <= MOST + 1; number++) {
            String behind = number == 1 ? "" : "-" + number;
            String text = base.substring(0, Math.min(base.length(), NAME_CHARS - behind.length())) + behind;
            Optional<UserName> user = UserName.of(text);
            if (user.isEmpty() || !taken.contains(user.get())) {
                numbers.put(base, number + 1);
                return user;
            }
        }
        return Optional.empty();
    }

    /** {@code Zoë van Dijk} becomes {@code zoe-van-dijk}. */
    private static String folded(String person) {
        return Normalizer.normalize(person, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
