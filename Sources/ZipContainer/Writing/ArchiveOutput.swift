/// The destination of an archive: a file that appears whole or not at all, or memory.
struct ArchiveOutput: ~Copyable {
    private let file: OutputFile?
    private var memory: [UInt8] = []
    /// After a failed write the archive has a hole and must never be committed.
    private var failure: ZipError?

    init(file: OutputFile?) {
        self.file = file
    }

    var isInMemory: Bool { file == nil }

    var position: UInt64 { file?.position ?? UInt64(memory.count) }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        guard let file else { return memory.append(contentsOf: bytes) }
        try attempt { () throws(ZipError) in try file.write(bytes) }
    }

    mutating func write(_ bytes: [UInt8]) throws(ZipError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(ZipError) in try write(UnsafeRawBufferPointer(buffer)) }
    }

    mutating func overwrite(_ bytes: [UInt8], at offset: UInt64) throws(ZipError) {
        guard let file else {
            let start = Int(offset)
            return memory.replaceSubrange(start..<start + bytes.count, with: bytes)
        }
        try attempt { () throws(ZipError) in
            try bytes.withUnsafeBufferPointer { (buffer) throws(ZipError) in try file.overwrite(UnsafeRawBufferPointer(buffer), at: offset)
            }
        }
    }

    private mutating func attempt(_ write: () throws(ZipError) -> Void) throws(ZipError) {
        if let failure { throw failure }
        do throws(ZipError) { try write() } catch { throw fail(error) }
    }

    /// Keeps an error, so that ``commit()`` fails as well.
    mutating func fail(_ error: ZipError) -> ZipError {
        failure = error
        return error
    }

    /// Puts the file in its place.
    func commit() throws(ZipError) {
        if let failure { throw failure }
        try file?.commit()
    }

    mutating func takeMemory() -> [UInt8] {
        defer { memory = [] }
        return memory
    }
}
