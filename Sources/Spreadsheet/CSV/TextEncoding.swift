/// The character encoding of a text file.
public struct TextEncoding: RawRepresentable, Sendable, Hashable, CaseIterable {
    /// The name, as IANA registers it.
    public let rawValue: String

    private init(_ name: String) { rawValue = name }

    /// The encoding of that name; nil if there is none.
    public init?(rawValue: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = known
    }

    /// UTF-8 (RFC 3629).
    public static let utf8 = Self("UTF-8")
    /// UTF-16, the lower byte first, as in a spreadsheet's "Unicode text".
    public static let utf16LittleEndian = Self("UTF-16LE")
    /// UTF-16, the upper byte first.
    public static let utf16BigEndian = Self("UTF-16BE")
    /// UTF-32, the lowest byte first.
    public static let utf32LittleEndian = Self("UTF-32LE")
    /// UTF-32, the highest byte first.
    public static let utf32BigEndian = Self("UTF-32BE")
    /// Windows-1252, what a French Excel on Windows saves as plain CSV. Its five unassigned bytes are refused.
    public static let windows1252 = Self("windows-1252")
    /// Windows-1250, of Central Europe. It is never detected, nor are those that follow.
    public static let windows1250 = Self("windows-1250")
    /// Windows-1251, Cyrillic.
    public static let windows1251 = Self("windows-1251")
    /// Windows-1254, Turkish.
    public static let windows1254 = Self("windows-1254")
    /// Windows-1257, Baltic.
    public static let windows1257 = Self("windows-1257")
    /// ISO 8859-2 (Latin-2), of Central Europe.
    public static let isoLatin2 = Self("ISO-8859-2")
    /// ISO 8859-15 (Latin-9), French with `€` and `œ`.
    public static let isoLatin9 = Self("ISO-8859-15")
    /// Mac OS Roman, what Excel on a Mac saves as "CSV (Macintosh)".
    public static let macRoman = Self("macintosh")

    /// Every encoding that is known.
    public static let allCases: [TextEncoding] = [
        .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
        .windows1252, .windows1250, .windows1251, .windows1254, .windows1257,
        .isoLatin2, .isoLatin9, .macRoman,
    ]

    /// The byte order mark; empty if the encoding has none.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
        case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
        default: []
        }
    }

    /// The characters of an encoding of one byte a character; nil for Unicode.
    var codePage: CodePage? {
        switch self {
        case .windows1252: .windows1252
        case .windows1250: .windows1250
        case .windows1251: .windows1251
        case .windows1254: .windows1254
        case .windows1257: .windows1257
        case .isoLatin2: .isoLatin2
        case .isoLatin9: .isoLatin9
        case .macRoman: .macRoman
        default: nil
        }
    }
}
