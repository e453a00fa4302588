/**
 * A whole registry: {@link org.hobnob.registry.Registry} deploys the verticles of the packages below in order. {@code
 * gateway} is the TLS server; {@code auth}, {@code presence}, {@code rooms} and {@code keepalive} hold one verticle each;
 * {@code rules} decide and are pure; {@code store} holds the authoritative state; {@code cluster} knows which registries
 * are alive.
 */
package org.hobnob.registry;
