internal import ZipContainer

/// The encoding of a document that is markup.
enum DocumentEncoding: Sendable {
    /// One that files of text have as well.
    case text(TextEncoding)
    /// One byte a character.
    case page(CodePage)

    static let utf8 = Self.text(.utf8)

    /// The encoding that a document names, in whatever case; nil for a name that is not known.
    ///
    /// The names are those of web browsers (Encoding Standard, 4.2), of the encodings of one byte a character that ``CodePage`` has. The last ones
    /// no browser knows.
    init?(webName name: some Collection<UInt8>) {
        let name = String(decoding: name.map(\.lowercased), as: UTF8.self)
        if Self.namesOfUTF8.contains(name) {
            self = .utf8
        } else if let page = Self.pages[name] {
            self = .page(page)
        } else {
            return nil
        }
    }

    private static let namesOfUTF8 = ["utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"]

    private static let pages: [String: CodePage] = {
        let lists: [(names: String, page: CodePage)] = [
            ("866 cp866 csibm866 ibm866", .dos866),
            ("csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2", .isoLatin2),
            ("csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9", .isoLatin9),
            ("csmacintosh mac macintosh x-mac-roman", .macRoman),
            ("dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874", .windows874),
            ("cp1250 windows-1250 x-cp1250", .windows1250),
            ("cp1251 windows-1251 x-cp1251", .windows1251),
            ("ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1", .windows1252),
            ("iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252", .windows1252),
            ("cp1253 windows-1253 x-cp1253", .windows1253),
            ("cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5", .windows1254),
            ("windows-1254 x-cp1254", .windows1254),
            ("cp1255 windows-1255 x-cp1255", .windows1255),
            ("cp1256 windows-1256 x-cp1256", .windows1256),
            ("cp1257 windows-1257 x-cp1257", .windows1257),
            ("cp1258 windows-1258 x-cp1258", .windows1258),
            ("x-mac-cyrillic x-mac-ukrainian", .macCyrillic),
            ("437 cp437 ibm437", .dos437),
            ("850 cp850 ibm850", .dos850),
            ("852 cp852 ibm852", .dos852),
            ("x-mac-ce x-mac-centraleurope", .macCentralEurope),
            ("latin-9 latin9", .isoLatin9),
        ]
        var pages: [String: CodePage] = [:]
        for (names, page) in lists { for name in names.split(separator: " ") { pages[String(name)] = page } }
        return pages
    }()

    var isUTF8: Bool { if case .text(.utf8) = self { true } else { false } }

    /// The number of bytes of the shortest character.
    var unitSize: Int {
        switch self {
        case .text(.utf16LittleEndian), .text(.utf16BigEndian): 2
        case .text(.utf32LittleEndian), .text(.utf32BigEndian): 4
        case .text, .page: 1
        }
    }

    /// The byte order mark; empty if the encoding has none.
    var byteOrderMark: [UInt8] {
        switch self {
        case .text(let encoding): encoding.byteOrderMark
        case .page: []
        }
    }

    /// Transcodes bytes, which are not UTF-8, to UTF-8, up to one that is faulty or the last whole character.
    ///
    /// The target must have room for three times as many bytes.
    func transcode(
        _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) -> (read: Int, written: Int, isFaulty: Bool) {
        switch self {
        case .text(let encoding):
            let result = encoding.transcode(bytes, to: target)
            return (result.read, result.written, result.fault != nil)
        case .page(let page):
            let (read, written) = page.transcode(bytes, to: target)
            return (read, written, read < bytes.count)
        }
    }
}
