/** Files that other users of the machine cannot read. Start with {@link org.hobnob.files.OwnerOnly}. */
package org.hobnob.files;
