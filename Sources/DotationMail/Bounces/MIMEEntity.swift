internal import Dotations
internal import Foundation

/// A message, or a part of one (RFC 2045): header fields and a body. Anything can be read as one; what does not fit says nothing.
struct MIMEEntity {
    /// The header fields in their order: names in small letters, values unfolded.
    let fields: [(name: String, value: String)]
    /// What comes after the empty line, as it was sent.
    let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        fields = Self.fields(&rest)
        body = rest
    }

    /// The value of the first field with a name in small letters.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// `type/subtype` in small letters.
    var type: String { Self.token(self["content-type"] ?? "text/plain").lowercased() }

    /// The parts, at most 50, of a multipart body (RFC 2046, 5.1); none of another.
    var parts: [MIMEEntity] {
        guard type.hasPrefix("multipart/"), let boundary = self["content-type"].flatMap({ Self.parameter("boundary", of: $0) }) else {
            return []
        }
        let mark = Array("--\(boundary)".utf8)
        var parts: [MIMEEntity] = []
        var start: Int?
        var rest = body
        while !rest.isEmpty, parts.count < 50 {
            let line = Self.line(&rest)
            guard line.starts(with: mark) else { continue }
            let tail = line.dropFirst(mark.count)
            let isLast = tail.starts(with: "--".utf8)
            guard isLast || tail.allSatisfy({ $0 <= 0x20 }) else { continue }
            if let start { parts.append(MIMEEntity(body[start..<line.startIndex])) }
            start = rest.startIndex
            if isLast { return parts }
        }
        // A message that was cut: its last part has what there is.
        if let start, start < body.endIndex, parts.count < 50 { parts.append(MIMEEntity(body[start...])) }
        return parts
    }

    var decodedBody: [UInt8] {
        switch Self.token(self["content-transfer-encoding"] ?? "").lowercased() {
        case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
        case "quoted-printable": Self.decodedQuotedPrintable(body)
        default: Array(body)
        }
    }

    /// Takes header fields up to an empty line, which is taken too; at most 500 of them.
    static func fields(_ rest: inout ArraySlice<UInt8>) -> [(name: String, value: String)] {
        var fields: [(name: String, value: [UInt8])] = []
        while !rest.isEmpty {
            let line = line(&rest)
            if line.isEmpty { break }
            if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
                if let last = fields.indices.last, fields[last].value.count < 4096 { fields[last].value += line.prefix(1000) }
            } else if let colon = line.prefix(100).firstIndex(of: UInt8(ascii: ":")), fields.count < 500 {
                let name = String(decoding: line[..<colon].filter { $0 > 0x20 }, as: UTF8.self).lowercased()
                fields.append((name, Array(line[(colon + 1)...].prefix(4096))))
            }
        }
        return fields.map { ($0.name, trimmed($0.value)) }
    }

    static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        let line = rest[..<end]
        rest = rest[end...].dropFirst()
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// The value of a parameter of a field, such as the boundary of a content type; quotes are taken away.
    static func parameter(_ name: String, of field: String) -> String? {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in field.utf8 {
            if isEscaped || (isQuoted && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")) {
                pieces[pieces.count - 1].append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: ";") {
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(byte)
            }
        }
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = trimmed(piece[(equals + 1)...])
            if trimmed(piece[..<equals]).lowercased() == name, !value.isEmpty { return value }
        }
        return nil
    }

    /// What stands before the first space, semicolon or comment.
    static func token(_ value: String) -> String {
        String(Substring(value.utf8.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }))
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        String(decoding: bytes.trimmed { $0 <= 0x20 }, as: UTF8.self)
    }

    private static func decodedQuotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = body
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            let pair = rest.prefix(2)
            if pair.first == UInt8(ascii: "\n") {
                rest = rest.dropFirst()
            } else if pair.elementsEqual("\r\n".utf8) {
                rest = rest.dropFirst(2)
            } else if pair.count == 2, let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) {
                decoded.append(value)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }
}
