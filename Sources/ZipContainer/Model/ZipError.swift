/// What is wrong with a zip archive, or with the file that holds it.
///
/// Equality compares the code alone, so that a test or a caller can say which fault it expects.
public struct ZipError: Error, Sendable, Equatable {
    /// The stable name of a fault, such as `zip.overlap`; `docs/errors.md` lists them with their meaning.
    public enum Code: String, Sendable, CaseIterable {
        /// The file does not exist.
        case fileNotFound = "file.not-found"
        /// The file is there but cannot be read, or is no regular file.
        case fileUnreadable = "file.unreadable"
        /// The file cannot be written.
        case fileUnwritable = "file.unwritable"
        /// The file is larger than the limit allows.
        case fileTooLarge = "limit.file-size"
        /// No end-of-central-directory record, or one that contradicts the directory (APPNOTE 4.3.16).
        case badEndRecord = "zip.bad-eocd"
        /// The archive ends before something that it announces.
        case truncated = "zip.truncated"
        /// Bytes before the first entry.
        case prefixData = "zip.prefix-data"
        /// Bytes after the end record.
        case trailingData = "zip.trailing-data"
        /// Bytes between entries that no entry accounts for.
        case gap = "zip.gap"
        /// Two entries share bytes.
        case overlap = "zip.overlap"
        /// More entries than the limit allows.
        case tooManyEntries = "zip.too-many-entries"
        /// An entry's name is empty, too long, absolute, leaves the archive, or holds control characters; or the entry is a link.
        case badName = "zip.bad-name"
        /// Two entries have names that are equal, ASCII case and the kind of slash aside.
        case duplicateName = "zip.duplicate-name"
        /// An extra field is shorter than it says (APPNOTE 4.5).
        case badExtraField = "zip.bad-extra"
        /// An entry's local header contradicts the central directory.
        case headerMismatch = "zip.header-mismatch"
        /// A compression method other than stored and deflated.
        case unsupportedMethod = "zip.unsupported-method"
        /// An encrypted entry.
        case encrypted = "zip.encrypted"
        /// A deflate stream that is damaged, ends too early, or is followed by other bytes.
        case badDeflate = "zip.bad-deflate"
        /// An entry holds more or fewer bytes than its headers say.
        case sizeMismatch = "zip.size-mismatch"
        /// An entry's bytes do not have its CRC-32.
        case badChecksum = "zip.crc"
        /// An entry of a writer was to begin, go on, or end, or an archive to end, before its turn.
        case wrongOrder = "zip.wrong-order"
        /// More inflated bytes than the limit allows, for one entry or for all together.
        case inflatedTooLarge = "limit.inflated"
        /// An entry inflates to too many times its compressed size.
        case ratioTooHigh = "limit.ratio"
    }

    private final class Storage: Sendable {
        let code: Code
        let detail: String
        let entry: String?
        let measured: UInt64?
        let limit: UInt64?

        init(code: Code, detail: String, entry: String?, measured: UInt64?, limit: UInt64?) {
            self.code = code
            self.detail = detail
            self.entry = entry
            self.measured = measured
            self.limit = limit
        }
    }

    private let storage: Storage

    /// The stable name of the fault.
    public var code: Code { storage.code }
    /// One English sentence on what was found.
    public var detail: String { storage.detail }
    /// The entry concerned, where there is one.
    public var entry: String? { storage.entry }
    /// What was counted, where a limit was passed.
    public var measured: UInt64? { storage.measured }
    /// The limit that was passed.
    public var limit: UInt64? { storage.limit }

    /// Out of line, so that a function that can fail stays small.
    @inline(never)
    package init(_ code: Code, _ detail: String, entry: String? = nil, measured: UInt64? = nil, limit: UInt64? = nil) {
        storage = Storage(code: code, detail: detail, entry: entry, measured: measured, limit: limit)
    }

    /// Whether both have the same code.
    public static func == (a: ZipError, b: ZipError) -> Bool { a.code == b.code }
}

extension ZipError: CustomStringConvertible {
    /// The code, the entry and the sentence, for engineers and logs.
    public var description: String {
        var text = code.rawValue
        if let entry { text += " (\(entry))" }
        text += ": \(detail)"
        if let measured, let limit { text += " (\(measured), at most \(limit))" }
        return text
    }
}
