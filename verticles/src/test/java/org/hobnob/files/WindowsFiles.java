package org.hobnob.files;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/** A file system in memory as on Windows: no POSIX permissions, and what is made is open to everyone at first. */
public final class WindowsFiles {
    private static final UserPrincipal EVERYONE = () -> "Everyone";
    private static final AclEntry OPEN = AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(EVERYONE)
            .setPermissions(AclEntryPermission.READ_DATA)
            .build();

    private WindowsFiles() {}

    /** A fresh one, to be closed. */
    public static FileSystem create() {
        return Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setAttributeViews("basic", "owner", "dos", "acl", "user")
                .setDefaultAttributeValue("acl:acl", List.of(OPEN))
                .build());
    }

    /** Whom the list of a file allows what, such as {@code [user 14]}: names and numbers of permissions. */
    public static List<String> allowed(Path path) throws Exception {
        return Files.getFileAttributeView(path, AclFileAttributeView.class).getAcl().stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .map(entry ->
                        entry.principal().getName() + " " + entry.permissions().size())
                .toList();
    }

    /** Lets everyone read the file. */
    public static void open(Path path) throws Exception {
        AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
        List<AclEntry> more = new ArrayList<>(view.getAcl());
        more.add(OPEN);
        view.setAcl(more);
    }
}
