/**
 * The documents in MongoDB: accounts, sessions, rooms and nodes, one class each (SPEC 10). Knows neither the bus nor the
 * rules for logins; works alike on the embedded store and on a real MongoDB. Start with {@link
 * org.hobnob.registry.store.Store}.
 */
package org.hobnob.registry.store;
