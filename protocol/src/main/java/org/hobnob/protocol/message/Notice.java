package org.hobnob.protocol.message;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** What the registry tells a native peer without being asked (SPEC 4.7; exchange 12 and more). */
public sealed interface Notice {
    /** The most addresses in one {@link Registries}. */
    int MAX_REGISTRIES = 16;

    /** A member of a common room has logged out and thereby left the room. */
    record UserLoggedOut(UserName user, RoomState state) implements Notice {}

    /** A user has joined a common room. */
    record UserJoined(UserName user, RoomState state) implements Notice {}

    /** A user has left a common room, or lost the membership by absence. */
    record UserLeft(UserName user, RoomState state) implements Notice {}

    /**
     * A member of a common room, possibly the recipient, has been removed from it.
     *
     * @param by the host who removed the member
     */
    record UserKicked(UserName user, UserName by, RoomState state) implements Notice {}

    /** A member's connection was lost; the membership is kept for a while. */
    record UserAbsent(UserName user, RoomState state) implements Notice {}

    /** An absent member is back. */
    record UserBack(UserName user, RoomState state) implements Notice {}

    /**
     * The host has changed a room's settings, bans or unbans somebody who is not a member, or a member has invited somebody.
     *
     * @param by who did it
     * @param state as it is since; it shows the settings, and not who is banned or invited
     */
    record RoomChanged(UserName by, RoomState state) implements Notice {}

    /** The recipient is invited to a room. */
    record Invited(RoomName room, UserName by) implements Notice {}

    /** A letter came into the recipient's mailbox (SPEC 14.3). */
    record Mail() implements Notice {}

    /** Asks for a sign of life over this connection, because no keep-alive arrived in time. */
    record Probe() implements Notice {}

    /**
     * The addresses of the registries that serve the same users, sent whenever they change. Includes this registry
     * while it accepts peers.
     *
     * @param registries at most {@value #MAX_REGISTRIES}
     */
    record Registries(List<HostPort> registries) implements Notice {
        /** @throws IllegalArgumentException if there are too many */
        public Registries {
            registries = List.copyOf(registries);
            if (registries.size() > MAX_REGISTRIES) {
                throw new IllegalArgumentException("too many registries");
            }
        }
    }

    /**
     * This registry will soon stop serving the peer: it should resume at another one, at a time of its own choice.
     *
     * @param withinMs how long the peer may take, in milliseconds, at least 1
     */
    record MoveOn(long withinMs) implements Notice {
        /** @throws IllegalArgumentException if the time is below 1 */
        public MoveOn {
            if (withinMs < 1) {
                throw new IllegalArgumentException("no time to move on");
            }
        }
    }

    /**
     * This session has ended; the registry closes the connection after this.
     *
     * @param end an end that registries tell
     * @param reason what a person of the registry says about it: at most 200 bytes, unsafe to show, may be empty
     * @param until when the user may log in again, in milliseconds since 1970; empty if the registry does
     *     not say
     */
    record SessionEnded(SessionEnd end, String reason, OptionalLong until) implements Notice {
        /** @throws IllegalArgumentException if registries do not tell this end, or a value is out of range */
        public SessionEnded {
            if (!end.isTold()) {
                throw new IllegalArgumentException("nobody is told of " + end);
            }
            FreeText.require(reason);
            if (until.isPresent() && !UnixTime.isValid(until.getAsLong())) {
                throw new IllegalArgumentException("not a time: " + until.getAsLong());
            }
        }

        /** Makes a notice of an end about which nothing more is said. */
        public static SessionEnded of(SessionEnd end) {
            return new SessionEnded(end, "", OptionalLong.empty());
        }
    }

    /**
     * Something that the registry tells everybody.
     *
     * @param text unsafe to show
     * @param by who says it, at most 200 bytes, unsafe to show; empty if the registry does not say
     */
    record Announcement(ChatText text, String by) implements Notice {
        /** @throws IllegalArgumentException if {@code by} is too long */
        public Announcement {
            Objects.requireNonNull(text);
            FreeText.require(by);
        }
    }
}
