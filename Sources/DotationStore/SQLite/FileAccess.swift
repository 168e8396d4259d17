internal import CDotationsSQLite
internal import Foundation

/// How a store's file is opened, by what its disk, its folder and its permissions allow.
enum FileAccess {
    /// To be read and written.
    case readWrite
    /// To be read alone, beside a program that writes.
    case readOnly
    /// To be read alone, without a lock, as nobody writes. SQLite reads a file in WAL mode together with its -wal and -shm; where these are not
    /// there and cannot be made, or would be made for a file that is not to be written, only so (https://sqlite.org/wal.html, 5).
    case immutable(FileState)

    /// Opens a file in the first way that it can be opened in. Creates no file beside a store that is opened read-only.
    ///
    /// - Parameters:
    ///   - path: the file, which is there.
    ///   - body: opens what SQLite calls the file.
    /// - Returns: what was opened, and how.
    /// - Throws: what `body` throws; `readOnlyLog` where the file can only be read, and its log not without writing.
    static func open<T>(
        _ path: String, _ body: (_ name: String, FileAccess) throws(StoreError) -> T
    ) throws(StoreError) -> (T, FileAccess) {
        let file = resolved(path)
        if access(file, W_OK) == 0 {
            do throws(StoreError) {
                return (try body(path, .readWrite), .readWrite)
            } catch {
                // Where another program has made -wal and -shm, a folder that cannot be written does not matter.
                guard error.code == .unwritable, access(folder(of: file), W_OK) != 0 else { throw error }
            }
        }
        let (state, log, hasIndex) = (FileState(file), FileState(file + "-wal"), FileState(file + "-shm") != nil)
        if let log, log.size > 0 || hasIndex {
            guard hasIndex else { throw StoreError(.readOnlyLog, "The log has no index, which can only be made by writing.") }
            return (try body(path, .readOnly), .readOnly)
        }
        guard let state else { throw StoreError(.unwritable, "The file cannot be reached (errno \(errno)).") }
        let access = FileAccess.immutable(state)
        return (try body(access.name(of: path), access), access)
    }

    /// What SQLite calls the file.
    func name(of path: String) -> String {
        if case .immutable = self { URL(fileURLWithPath: path).absoluteString + "?immutable=1" } else { path }
    }

    /// Whether the file can be written.
    var canWrite: Bool { if case .readWrite = self { true } else { false } }

    /// How SQLite is to open the file. What it is called is its path, but where its address has to say more: a path may look like an address.
    var flags: Int32 {
        switch self {
        case .readWrite: SQLITE_OPEN_READWRITE
        case .readOnly: SQLITE_OPEN_READONLY
        case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        }
    }

    /// Whether SQLite reads the file together with a log.
    var hasLog: Bool { if case .immutable = self { false } else { true } }

    /// That what was read since the file was opened is one state of it.
    ///
    /// - Throws: `locked` where another program has written it meanwhile, which nothing keeps it from where there is no lock.
    func check(_ path: String) throws(StoreError) {
        guard case .immutable(let state) = self, FileState(path) != state else { return }
        throw StoreError(.locked, "The file was written while it was read.")
    }

    /// The file behind symbolic links, beside which SQLite has the log.
    private static func resolved(_ path: String) -> String {
        guard let name = realpath(path, nil) else { return path }
        defer { free(name) }
        return String(cString: name)
    }

    private static func folder(of file: String) -> String {
        guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}

/// What a file is known to be unchanged by.
struct FileState: Equatable {
    let size: Int
    private let inode: UInt64
    private let changed: [Int]

    /// The state of a file; nil where it cannot be reached.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        inode = UInt64(status.st_ino)
        #if canImport(Darwin)
            changed = [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
        #else
            changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        #endif
    }
}
