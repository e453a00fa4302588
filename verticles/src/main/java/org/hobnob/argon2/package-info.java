/**
 * Argon2id, which peers compute of passwords before they send them, and registries of what arrives before they store it.
 * Uses nothing of Hobnob. Start with {@link org.hobnob.argon2.Argon2}.
 */
package org.hobnob.argon2;
