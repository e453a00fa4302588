package org.hobnob.protocol.login;

/** One action that a {@link LoginMachine} requests. */
@FunctionalInterface
public interface LoginEffect {
    /** Calls the matching method of the actions. */
    void carryOut(LoginActions actions);
}
