/**
 * How peers find registries on their network by themselves (SPEC 2.9): a registry announces itself by DNS-SD over
 * multicast DNS, and a peer asks who is there. What is announced is a hint that anybody on the network can forge; the
 * key that TLS shows decides. Messages are read and written without state and within bounds; {@link
 * org.hobnob.discovery.MulticastDns} has the sockets. Start with {@link org.hobnob.discovery.RegistrySearch}.
 */
package org.hobnob.discovery;
