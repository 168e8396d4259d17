/// How text goes into a message of ASCII lines.
enum EncodedText {
    /// A header field (RFC 5322, 2.2), folded so that no line has more than 78 characters where that is possible.
    ///
    /// Parts are divided by white space, at which lines are folded.
    static func field(_ name: String, _ parts: [String]) -> String {
        var line = name + ":"
        var lines: [String] = []
        for part in parts {
            if line.utf8.count + 1 + part.utf8.count > 78, line.utf8.count > name.utf8.count + 1 {
                lines.append(line)
                line = ""
            }
            line += " " + part
        }
        return (lines + [line]).joined(separator: "\r\n") + "\r\n"
    }

    /// Text as parts of a header: as it is where it is plain, else as encoded words (RFC 2047) of whole characters.
    /// In a phrase, a display name, more characters have a meaning of their own.
    static func words(_ text: String, isPhrase: Bool = false) -> [String] {
        let isPlain = text.utf8.allSatisfy { 0x20...0x7E ~= $0 && (!isPhrase || isAtom($0) || $0 == UInt8(ascii: " ")) }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        // A word that looks encoded would be decoded, an empty one would be lost, and a long one cannot be folded.
        if isPlain, !text.isEmpty, words.allSatisfy({ !$0.isEmpty && $0.utf8.count < 70 && !$0.contains("=?") }) {
            return words.map(String.init)
        }
        var encoded: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let character = UTF8.encode(scalar).map { $0.map(encodedByte).joined() } ?? ""
            // 75 characters with what stands around them; 12 less leaves place for the first line's name.
            if word.utf8.count + character.utf8.count > 51 {
                encoded.append("=?utf-8?q?\(word)?=")
                word = ""
            }
            word += character
        }
        return encoded + ["=?utf-8?q?\(word)?="]
    }

    private static func encodedByte(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: " "): "_"
        // Those that RFC 2047, 5 (3), allows in a phrase.
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            String(UnicodeScalar(byte))
        default: hexadecimal(byte)
        }
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "-"), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func hexadecimal(_ byte: UInt8) -> String {
        String(decoding: [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }

    /// A body in quoted-printable (RFC 2045, 6.7), in lines of at most 76 characters; the last one has no end.
    /// The text has line feeds alone.
    static func quotedPrintable(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            var body: [UInt8] = []
            body.reserveCapacity(bytes.count * 2)
            var column = 0
            for (index, byte) in bytes.enumerated() {
                if byte == UInt8(ascii: "\n") {
                    body.append(UInt8(ascii: "\r"))
                    body.append(byte)
                    column = 0
                    continue
                }
                let isLast = index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n")
                let isPlain =
                    switch byte {
                    case UInt8(ascii: "="): false
                    case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
                    // A dot alone ends a message in SMTP, and « From » begins one in a mailbox file.
                    case UInt8(ascii: "."): column > 0
                    case UInt8(ascii: "F"): column > 0 || !bytes[index...].starts(with: "From ".utf8)
                    default: 0x21...0x7E ~= byte
                    }
                let width = isPlain ? 1 : 3
                if column + width > (isLast ? 76 : 75) {
                    body.append(UInt8(ascii: "="))
                    body.append(UInt8(ascii: "\r"))
                    body.append(UInt8(ascii: "\n"))
                    column = 0
                }
                if isPlain {
                    body.append(byte)
                } else {
                    body.append(UInt8(ascii: "="))
                    body.append(digits[Int(byte >> 4)])
                    body.append(digits[Int(byte & 15)])
                }
                column += width
            }
            return body
        }
    }
}
