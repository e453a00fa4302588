/**
 * Accounts and logins (BUS.md 4.1): throttled, hashed on threads of their own, answered with what a session needs. The
 * rules are in {@code rules.credentials}. Start with {@link org.hobnob.registry.auth.AuthVerticle}.
 */
package org.hobnob.registry.auth;
