/**
 * Where password hashes are computed: on a few threads of their own, shared by those who verify accounts and those who
 * verify rooms. How a hash is made is a rule of {@code rules.credentials}.
 */
package org.hobnob.registry.hashing;
