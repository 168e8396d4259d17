internal import Foundation

/// The store's file as the system has it: who may read it, where it lies, how much room there is.
struct DatabaseFile {
    let path: String

    var findings: [StoreFinding] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return [StoreFinding(.file, .bad, "Le fichier « \(path) » n’existe pas.", "Vérifiez --database, ou créez une commande.")]
        }
        return [StoreFinding(.file, .good, "Base de données « \(path) »."), permissions, folder] + place
    }

    private var permissions: StoreFinding {
        let open = ["", "-wal", "-shm"].map { path + $0 }.filter { name in
            var status = stat()
            return stat(name, &status) == 0 && status.st_mode & 0o077 != 0
        }
        guard !open.isEmpty else { return StoreFinding(.permissions, .good, "Seul son propriétaire peut la lire.") }
        return StoreFinding(
            .permissions, .bad, "D’autres que son propriétaire peuvent la lire ; elle contient des données personnelles.",
            "Tapez : chmod 600 " + open.map { "'\($0)'" }.joined(separator: " "))
    }

    private var directory: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var folder: StoreFinding {
        var status = stat()
        guard stat(directory, &status) == 0 else {
            return StoreFinding(.folder, .bad, "Son dossier ne peut pas être examiné.", "Vérifiez les droits d’accès.")
        }
        guard access(directory, W_OK) == 0 else {
            return StoreFinding(
                .folder, .bad, "Son dossier ne peut pas être écrit.", "SQLite y place ses fichiers -wal et -shm : donnez le droit d’écrire."
            )
        }
        if status.st_mode & 0o022 != 0, status.st_mode & S_ISVTX == 0 {
            return StoreFinding(
                .folder, .notable, "D’autres peuvent écrire dans son dossier, et donc la remplacer.",
                "Tapez : chmod go-w '\(directory)'")
        }
        return StoreFinding(.folder, .good, "Son dossier est protégé.")
    }

    /// The disk: a local one, with room for a log as large as the file.
    private var place: [StoreFinding] {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else { return [] }
        var findings: [StoreFinding] = []
        if let kind = fileSystem, Self.networkFileSystems.contains(kind) {
            findings.append(
                StoreFinding(
                    .disk, .bad, "Elle est sur un disque réseau (\(kind)), où SQLite ne peut pas garantir ce qu’il a écrit.",
                    "Placez-la sur un disque local."))
        }
        var status = stat()
        let (free, overflows) = UInt64(space.f_bavail).multipliedReportingOverflow(by: UInt64(space.f_frsize))
        let size = stat(path, &status) == 0 ? UInt64(max(0, status.st_size)) : 0
        let megabytes = overflows ? Int.max : Int(clamping: free >> 20)
        if !overflows, free < max(64 << 20, size) {
            findings.append(
                StoreFinding(
                    .disk, .notable, "Il ne reste que \(megabytes.grouped) Mo sur son disque.",
                    "Libérez de la place : une écriture pourrait échouer."))
        } else {
            findings.append(StoreFinding(.disk, .good, "Place libre sur son disque : \(megabytes.grouped) Mo."))
        }
        return findings
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "webdav", "afpfs",
    ]

    /// The kind of file system that the file is on, where the system tells.
    private var fileSystem: String? {
        #if os(Linux)
            // proc(5): /proc/PID/mountinfo has the device as its third field, and the kind after a hyphen that stands alone.
            var status = stat()
            guard stat(path, &status) == 0, let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else {
                return nil
            }
            // makedev(3): how a device number holds its two parts.
            let number = UInt64(status.st_dev)
            let (major, minor) = (number >> 8 & 0xFFF | number >> 32 & 0xFFFF_F000, number & 0xFF | number >> 12 & 0xFFFF_FF00)
            let device = "\(major):\(minor)"
            for line in mounts.split(separator: "\n") {
                let fields = line.split(separator: " ")
                guard fields.count > 3, fields[2] == device, let hyphen = fields.firstIndex(of: "-"), hyphen + 1 < fields.count else {
                    continue
                }
                return String(fields[hyphen + 1])
            }
            return nil
        #else
            var system = statfs()
            guard statfs(path, &system) == 0 else { return nil }
            return withUnsafeBytes(of: &system.f_fstypename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        #endif
    }
}
