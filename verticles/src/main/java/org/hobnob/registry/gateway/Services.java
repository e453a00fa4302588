package org.hobnob.registry.gateway;

import java.util.function.Function;
import org.hobnob.protocol.message.Reply;

/**
 * The services that answer requests.
 *
 * @param greeting makes the reply to a client's hello
 */
record Services(
        Function<Client, Reply> greeting,
        Logins logins,
        AuthClient auth,
        PresenceClient presence,
        RoomsClient rooms,
        MailboxClient mailbox,
        AdminClient admin) {}
