package org.hobnob.launcher.backup;

import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.registry.store.StoreRefusalException;
import org.hobnob.registry.store.StoreUnavailableException;

/** What is said where a database fails a command. */
final class StoreFailure {
    private StoreFailure() {}

    /**
     * Runs work on a database.
     *
     * @param where the database, for people
     * @throws UserFacingException if the database does not answer or refuses
     */
    static <T> T explain(String where, Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (StoreUnavailableException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK, where + " " + e.getMessage() + ": start it, or correct its connection string", e);
        } catch (StoreRefusalException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    e.isForbidden()
                            ? where + " does not allow this to the user in the connection string: give that user the"
                                    + " role readWrite on the database"
                            : where + " refused (" + e.getMessage() + ")",
                    e);
        } catch (IllegalArgumentException e) {
            // The driver's message may quote the string, and with it the password.
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the connection string of " + where + " is malformed; write special characters in the password as"
                            + " %XX");
        }
    }
}
