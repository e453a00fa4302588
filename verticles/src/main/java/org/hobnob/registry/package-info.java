/**
 * One registry as a whole: {@link org.hobnob.registry.Registry} deploys the verticles of the wings below in order.
 * {@code gateway} is the door; {@code auth}, {@code presence}, {@code rooms} and {@code keepalive} are one verticle each;
 * {@code rules} decide and are pure; {@code store} keeps the truth; {@code cluster} says which registries live.
 */
package org.hobnob.registry;
