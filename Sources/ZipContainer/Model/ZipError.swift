/// An error in a zip archive, or in reading or writing its file.
///
/// Two errors with the same code are equal.
public struct ZipError: Error, Sendable, Equatable {
    /// The stable code of an error, such as `zip.overlap`; `docs/errors.md` lists the codes.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name, such as `zip.overlap`.
        public let rawValue: String
        /// The code with that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        private init(_ rawValue: String) { self.rawValue = rawValue }

        /// Every code of this library.
        package static let allCases: [Code] = [
            .fileNotFound, .fileUnreadable, .fileUnwritable, .fileTooLarge, .badEndRecord,
            .truncated, .prefixData, .trailingData, .gap, .overlap,
            .tooManyEntries, .badName, .duplicateName, .badExtraField, .headerMismatch,
            .unsupportedMethod, .encrypted, .badDeflate, .sizeMismatch, .badChecksum,
            .wrongOrder, .inflatedTooLarge, .ratioTooHigh,
        ]

        /// The file does not exist.
        public static let fileNotFound = Self("file.not-found")
        /// The file exists but cannot be read, or is not a regular file.
        public static let fileUnreadable = Self("file.unreadable")
        /// The file cannot be written.
        public static let fileUnwritable = Self("file.unwritable")
        /// The file is larger than the limit allows.
        public static let fileTooLarge = Self("limit.file-size")
        /// No end-of-central-directory record, or one that contradicts the directory (APPNOTE 4.3.16).
        public static let badEndRecord = Self("zip.bad-eocd")
        /// The archive ends before something that it announces.
        public static let truncated = Self("zip.truncated")
        /// Bytes before the first entry.
        public static let prefixData = Self("zip.prefix-data")
        /// Bytes after the end record.
        public static let trailingData = Self("zip.trailing-data")
        /// Bytes between entries that no entry accounts for.
        public static let gap = Self("zip.gap")
        /// Two entries share bytes.
        public static let overlap = Self("zip.overlap")
        /// More entries than the limit allows.
        public static let tooManyEntries = Self("zip.too-many-entries")
        /// An entry's name is empty, too long, absolute, contains `..` or control characters; or the entry is a link.
        public static let badName = Self("zip.bad-name")
        /// Two entries have the same name, ignoring ASCII case and the kind of slash.
        public static let duplicateName = Self("zip.duplicate-name")
        /// An extra field is shorter than it says (APPNOTE 4.5).
        public static let badExtraField = Self("zip.bad-extra")
        /// An entry's local header contradicts the central directory.
        public static let headerMismatch = Self("zip.header-mismatch")
        /// A compression method other than stored and deflated.
        public static let unsupportedMethod = Self("zip.unsupported-method")
        /// An encrypted entry.
        public static let encrypted = Self("zip.encrypted")
        /// A deflate stream that is damaged, ends too early, or is followed by other bytes.
        public static let badDeflate = Self("zip.bad-deflate")
        /// An entry contains more or fewer bytes than its headers say.
        public static let sizeMismatch = Self("zip.size-mismatch")
        /// An entry's bytes do not have its CRC-32.
        public static let badChecksum = Self("zip.crc")
        /// A writer's calls came in the wrong order.
        public static let wrongOrder = Self("zip.wrong-order")
        /// More inflated bytes than the limit allows, for one entry or for all together.
        public static let inflatedTooLarge = Self("limit.inflated")
        /// An entry's ratio of inflated to compressed size is too high.
        public static let ratioTooHigh = Self("limit.ratio")
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
