package org.hobnob.protocol.login;

/** One thing that a {@link LoginMachine} wants done. */
@FunctionalInterface
public interface LoginEffect {
    /** Does it by the matching one of the actions. */
    void carryOut(LoginActions actions);
}
