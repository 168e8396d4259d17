internal import Foundation

/// How texts stand in addresses and headers.
enum Path {
    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    /// A text within an address (RFC 3986, 2.3).
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A path of these pages that somebody sends; nil where it could lead elsewhere.
    static func own(_ text: String?) -> String? {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), isShort(text.prefix { $0 != "?" }), text.utf8.count <= 8192,
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// Whether a path, without its query, is as short as those of these pages: a longer one is held against no route.
    static func isShort(_ path: some StringProtocol) -> Bool {
        path.utf8.count <= 1024 && path.utf8.count(where: { $0 == UInt8(ascii: "/") }) <= 16
    }

    /// The header that has a browser keep a file under its name (RFC 6266): in ASCII, and with its accents (RFC 8187).
    static func disposition(fileName: String) -> String {
        let plain = fileName.decomposedStringWithCanonicalMapping.utf8.filter {
            0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        return "attachment; filename=\"\(String(decoding: Array(plain), as: UTF8.self))\"; filename*=UTF-8''\(encoded(fileName))"
    }
}
