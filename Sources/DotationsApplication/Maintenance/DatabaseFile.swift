internal import Foundation

/// The store's file as the system has it, for a front end whose store is one: who may read it, where it lies, how much room there is.
public struct DatabaseFile {
    private let path: String

    /// The file at a path.
    public init(path: String) { self.path = path }

    /// What is to be said of it.
    public var findings: [StoreFinding] {
        guard Self.status(of: path) != nil else { return [.missing(path)] }
        return [.found(path), permissions, folder] + place
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private var permissions: StoreFinding {
        let open = ["", "-wal", "-shm"].map { path + $0 }.filter { (Self.status(of: $0)?.st_mode ?? 0) & 0o077 != 0 }
        return open.isEmpty ? .privateFile : .readableFiles(open)
    }

    private var directory: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var folder: StoreFinding {
        guard let status = Self.status(of: directory) else { return .unknownFolder }
        guard access(directory, W_OK) == 0 else { return .lockedFolder }
        return status.st_mode & 0o022 != 0 && status.st_mode & S_ISVTX == 0 ? .openFolder(directory) : .safeFolder
    }

    /// The disk: a local one, with room for a log as large as the file.
    private var place: [StoreFinding] {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else { return [] }
        var findings: [StoreFinding] = []
        if let kind = fileSystem, Self.networkFileSystems.contains(kind) { findings.append(.networkDisk(kind)) }
        let (free, overflows) = UInt64(space.f_bavail).multipliedReportingOverflow(by: UInt64(space.f_frsize))
        let size = UInt64(max(0, Self.status(of: path)?.st_size ?? 0))
        let megabytes = overflows ? Int.max : Int(clamping: free >> 20)
        findings.append(.room(megabytes, isEnough: overflows || free >= max(64 << 20, size)))
        return findings
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "webdav", "afpfs",
    ]

    /// The kind of file system that the file is on, where the system tells.
    private var fileSystem: String? {
        #if os(Linux)
            // proc(5): /proc/PID/mountinfo has the device as its third field, and the kind after a hyphen that stands alone.
            guard let status = Self.status(of: path), let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
            else {
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
