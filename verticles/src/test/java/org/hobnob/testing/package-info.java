/**
 * What tests of all modules share: a client for each dialect, one registry fixture with its settings, and one way to wait.
 * Nothing here knows of a peer's program. Start with {@link org.hobnob.testing.RegistryFixture}.
 */
package org.hobnob.testing;
