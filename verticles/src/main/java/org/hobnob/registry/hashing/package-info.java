/**
 * Computes password hashes on a few threads that are shared by the verification of accounts and of rooms. {@code
 * rules.credentials} defines how a hash is made.
 */
package org.hobnob.registry.hashing;
