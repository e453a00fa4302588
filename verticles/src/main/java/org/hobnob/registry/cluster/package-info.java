/**
 * Knows which registries on one store are alive, and when one may take over the sessions of another (SPEC 10). Start with
 * {@link org.hobnob.registry.cluster.NodeWatch}.
 */
package org.hobnob.registry.cluster;
