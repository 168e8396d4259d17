/// The character encoding of a text file.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// UTF-8 (RFC 3629).
    case utf8 = "UTF-8"
    /// UTF-16, the lower byte first, as in a spreadsheet's "Unicode text".
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16, the upper byte first.
    case utf16BigEndian = "UTF-16BE"
    /// UTF-32, the lowest byte first.
    case utf32LittleEndian = "UTF-32LE"
    /// UTF-32, the highest byte first.
    case utf32BigEndian = "UTF-32BE"
    /// Windows-1252, what a French Excel on Windows saves as plain CSV. Its five unassigned bytes are refused.
    case windows1252 = "windows-1252"
    /// Windows-1250, of Central Europe. It is never detected, nor are those that follow.
    case windows1250 = "windows-1250"
    /// Windows-1251, Cyrillic.
    case windows1251 = "windows-1251"
    /// Windows-1254, Turkish.
    case windows1254 = "windows-1254"
    /// Windows-1257, Baltic.
    case windows1257 = "windows-1257"
    /// ISO 8859-2 (Latin-2), of Central Europe.
    case isoLatin2 = "ISO-8859-2"
    /// ISO 8859-15 (Latin-9), French with `€` and `œ`.
    case isoLatin9 = "ISO-8859-15"
    /// Mac OS Roman, what Excel on a Mac saves as "CSV (Macintosh)".
    case macRoman = "macintosh"

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
        case .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: nil
        }
    }
}
