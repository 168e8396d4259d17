/// An error in a zip archive, or in reading or writing its file.
///
/// Two errors with the same code are equal.
public struct ZipError: Error, Sendable, Equatable {
    /// The stable code of an error, such as `zip.overlap`; `docs/errors.md` lists the codes.
    public enum Code: String, Sendable, CaseIterable {
        /// The file does not exist.
        case fileNotFound = "file.not-found"
        /// The file exists but cannot be read, or is not a regular file.
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
        /// An entry's name is empty, too long, absolute, contains `..` or control characters; or the entry is a link.
        case badName = "zip.bad-name"
        /// Two entries have the same name, ignoring ASCII case and the kind of slash.
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
        /// An entry contains more or fewer bytes than its headers say.
        case sizeMismatch = "zip.size-mismatch"
        /// An entry's bytes do not have its CRC-32.
        case badChecksum = "zip.crc"
        /// A writer's calls came in the wrong order.
        case wrongOrder = "zip.wrong-order"
        /// More inflated bytes than the limit allows, for one entry or for all together.
        case inflatedTooLarge = "limit.inflated"
        /// An entry's ratio of inflated to compressed size is too high.
        case ratioTooHigh = "limit.ratio"
    }

    private typealias Contents = (code: Code, detail: String, entry: String?, measured: UInt64?, limit: UInt64?)

    private let box: Box<Contents>

    /// The stable code.
    public var code: Code { box.contents.code }
    /// What was found, in English.
    public var detail: String { box.contents.detail }
    /// The name of the entry, if the error is about one.
    public var entry: String? { box.contents.entry }
    /// The measured value, if a limit was exceeded.
    public var measured: UInt64? { box.contents.measured }
    /// The limit, if it was exceeded.
    public var limit: UInt64? { box.contents.limit }

    // Out of line, so that throwing functions stay small.
    @inline(never)
    package init(_ code: Code, _ detail: String, entry: String? = nil, measured: UInt64? = nil, limit: UInt64? = nil) {
        box = Box((code, detail, entry, measured, limit))
    }

    /// Compares the codes alone.
    public static func == (a: ZipError, b: ZipError) -> Bool { a.code == b.code }
}

extension ZipError: CustomStringConvertible {
    /// The code, the entry and the detail, for engineers and logs.
    public var description: String {
        var text = code.rawValue
        if let entry { text += " (\(entry))" }
        text += ": \(detail)"
        if let measured, let limit { text += " (\(measured), at most \(limit))" }
        return text
    }
}
