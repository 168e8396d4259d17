internal import CDotationsSQLite
internal import Foundation

extension StoreFile {
    /// Makes a store in a file that is not there, whole or not at all.
    ///
    /// - Parameters:
    ///   - path: the file, readable by its owner alone.
    ///   - fill: puts into the tables what they begin with, before any rule holds.
    /// - Throws: ``StoreError`` `exists` where there is a file already; `unwritable` where none can be made; what `fill` throws.
    static func create(_ path: String, _ fill: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                errno == EEXIST ? .exists : .unwritable, "The file is there already, or cannot be made (errno \(errno)).", .file(path))
        }
        close(descriptor)
        do throws(StoreError) {
            let target = try SerialConnection(path, flags: SQLITE_OPEN_READWRITE, busyTimeout: 5000)
            try target.write { connection throws(StoreError) in
                for table in Schema.tables { try connection.execute(table) }
                try fill(connection)
                for rule in Schema.rules { try connection.execute(rule.sqlite) }
                try Schema.fixStatistics(connection)
                try connection.execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
            }
        } catch {
            unlink(path)
            throw error.ofFile(path)
        }
    }
}
