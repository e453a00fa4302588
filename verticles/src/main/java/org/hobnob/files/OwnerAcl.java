package org.hobnob.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The access control list of one file or folder, on file systems that have such lists. Blocking. */
final class OwnerAcl {
    private final AclFileAttributeView view;
    private final boolean folder;

    private OwnerAcl(AclFileAttributeView view, boolean folder) {
        this.view = view;
        this.folder = folder;
    }

    static OwnerAcl of(Path path) {
        return new OwnerAcl(Files.getFileAttributeView(path, AclFileAttributeView.class), Files.isDirectory(path));
    }

    /**
     * Replaces the list, including inherited entries, by one entry for the owner; that of a folder also applies to
     * what is created in it.
     */
    void giveToOwnerAlone() throws IOException {
        Set<AclEntryFlag> flags =
                folder ? EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT) : Set.of();
        view.setAcl(List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(flags)
                .build()));
    }

    /** Returns whether anyone except the owner, administrators included, is allowed anything. */
    boolean isOpenToOthers() throws IOException {
        UserPrincipal owner = view.getOwner();
        return view.getAcl().stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .anyMatch(entry -> !entry.principal().equals(owner));
    }
}
