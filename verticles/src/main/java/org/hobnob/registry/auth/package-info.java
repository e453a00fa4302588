/**
 * Accounts and logins (BUS.md 4.1): throttles, hashes on separate threads, and answers with what a session needs. The rules
 * are in {@code rules.credentials}. Start with {@link org.hobnob.registry.auth.AuthVerticle}.
 */
package org.hobnob.registry.auth;
