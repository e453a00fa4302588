/** The rules of administration: who may administer, and who may make an account. Pure. */
package org.hobnob.registry.rules.admin;
