/**
 * Which registries on one store live, this one among them, and when one may take another's sessions over (SPEC 10). Start
 * with {@link org.hobnob.registry.cluster.NodeWatch}.
 */
package org.hobnob.registry.cluster;
