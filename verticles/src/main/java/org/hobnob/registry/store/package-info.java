/**
 * The documents of MongoDB: accounts, sessions, rooms, nodes, one class each (SPEC 10). Knows neither bus nor rules of
 * login; the same over the embedded store and a real MongoDB. Start with {@link org.hobnob.registry.store.Store}.
 */
package org.hobnob.registry.store;
