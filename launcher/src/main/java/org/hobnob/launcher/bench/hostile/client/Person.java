package org.hobnob.launcher.bench.hostile.client;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;

/**
 * A user with an account.
 *
 * @param name the user's name
 * @param password the password's plain hash
 * @param from the address from which the user connects
 */
public record Person(UserName name, PasswordHash password, String from) {

    /**
     * A user who is logged in.
     *
     * @param client the connection
     * @param credentials of the session
     */
    public record Online(LineClient client, SessionCredentials credentials) {
        public ResumeToken token() {
            return credentials.token();
        }
    }

    public static Person of(String name, String from) {
        return new Person(new UserName(name), PasswordHash.ofPassword("password of " + name), from);
    }

    /** Makes the account. */
    public Future<Void> register(Dialer dialer) {
        return dialer.greeted(from)
                .compose(client ->
                        client.ask(new Request.Register(name, password)).eventually(client::close))
                .mapEmpty();
    }

    /** Connects and logs in with the password. */
    public Future<Online> login(Dialer dialer) {
        return dialer.greeted(from)
                .compose(client -> client.ask(new Request.Login(name, password, Whereabouts.UNSAID))
                        .map(reply -> online(client, reply))
                        .onFailure(cause -> client.close()));
    }

    /** Connects and takes the session over with its token, from where the whereabouts say. */
    public Future<Online> resume(Dialer dialer, ResumeToken token, Whereabouts whereabouts) {
        return dialer.greeted(from)
                .compose(client -> client.ask(new Request.Resume(token, whereabouts))
                        .map(reply -> online(client, reply))
                        .onFailure(cause -> client.close()));
    }

    /** Makes the account and logs in. */
    public Future<Online> come(Dialer dialer) {
        return register(dialer).compose(done -> login(dialer));
    }

    private static Online online(LineClient client, Reply reply) {
        Optional<SessionCredentials> credentials = ((Reply.LoggedIn) reply).credentials();
        return new Online(client, credentials.orElseThrow());
    }
}
