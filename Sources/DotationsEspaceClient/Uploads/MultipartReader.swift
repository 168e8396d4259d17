/// Reads a form that has a file (multipart/form-data, RFC 7578), as its bytes come. Of the file nothing is kept.
struct MultipartReader {
    /// What was read.
    enum Event: Equatable {
        case field(name: String, value: [UInt8])
        /// A file begins. The name is without folders; empty where no file was chosen.
        case file(name: String, fileName: String)
        /// More of the file.
        case bytes([UInt8])
    }

    /// A form that is none, or has more than a form of these pages can.
    enum Fault: Error { case malformed, tooLong }

    /// How many bytes the heading of a part has at most.
    static let headLimit = 8 << 10
    /// How many parts a form has at most.
    static let partLimit = 50
    /// How many bytes the fields have at most, all together.
    static let fieldLimit = 64 << 10

    private enum Place { case delimiter, head, field(String), file, end }

    private let delimiter: [UInt8]
    private var buffer: [UInt8]
    private var place = Place.delimiter
    private var partCount = 0
    private var fieldSize = 0
    /// Everything before this index has been searched, so a body that comes in small pieces is not searched again.
    private var searched = 0

    /// A reader of a form with this boundary; nil where it is none (RFC 2046, 5.1.1).
    init?(boundary: String) {
        guard 1...70 ~= boundary.utf8.count, boundary.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // So that the first delimiter, before which no line ends, is like the others.
        buffer = [13, 10]
    }

    /// Whether all of the form was read.
    var isComplete: Bool { if case .end = place { true } else { false } }

    /// Reads what has come.
    mutating func read(_ bytes: some Collection<UInt8>) throws(Fault) -> [Event] {
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while let event = try next() { if case .some(let event) = event { events.append(event) } }
        return events
    }

    /// Nil where more bytes are needed; an empty value where something was read that is no event.
    private mutating func next() throws(Fault) -> Event?? {
        switch place {
        case .delimiter: return try readDelimiter() ? .some(nil) : nil
        case .head: return try readHead()
        case .field(let name):
            guard let end = firstDelimiter() else {
                guard buffer.count <= Self.fieldLimit + delimiter.count else { throw .tooLong }
                return nil
            }
            fieldSize += end
            guard fieldSize <= Self.fieldLimit else { throw .tooLong }
            defer { goOn(from: end, at: .delimiter) }
            return .field(name: name, value: Array(buffer[..<end]))
        case .file:
            let end = firstDelimiter()
            // The last bytes may be the beginning of a delimiter.
            let known = end ?? max(0, buffer.count - delimiter.count + 1)
            guard known > 0 else {
                guard end != nil else { return nil }
                goOn(from: 0, at: .delimiter)
                return .some(nil)
            }
            defer { goOn(from: known, at: end == nil ? .file : .delimiter) }
            return .bytes(Array(buffer[..<known]))
        case .end:
            buffer = []
            return nil
        }
    }

    private mutating func goOn(from start: Int, at place: Place) {
        buffer.removeFirst(start)
        searched = 0
        self.place = place
    }

    private mutating func readDelimiter() throws(Fault) -> Bool {
        let known = min(buffer.count, delimiter.count)
        guard buffer[..<known] == delimiter[..<known] else { throw .malformed }
        guard buffer.count >= delimiter.count + 2 else { return false }
        switch (buffer[delimiter.count], buffer[delimiter.count + 1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): goOn(from: buffer.count, at: .end)
        case (13, 10):
            partCount += 1
            guard partCount <= Self.partLimit else { throw .tooLong }
            goOn(from: delimiter.count + 2, at: .head)
        default: throw .malformed
        }
        return true
    }

    private mutating func readHead() throws(Fault) -> Event?? {
        guard let end = first([13, 10, 13, 10]), end <= Self.headLimit else {
            guard buffer.count <= Self.headLimit else { throw .tooLong }
            return nil
        }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let disposition = lines.lazy.compactMap { line -> Substring? in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 && parts[0].lowercased() == "content-disposition" ? parts[1] : nil
        }.first
        guard let disposition, let name = Self.parameter("name", of: disposition) else { throw .malformed }
        if let fileName = Self.parameter("filename", of: disposition) {
            goOn(from: end + 4, at: .file)
            let own = fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
            return .file(name: name, fileName: own)
        }
        goOn(from: end + 4, at: .field(name))
        return .some(nil)
    }

    /// A parameter in quotation marks, as browsers write it (HTML, 4.10.21.8): a quotation mark and the ends of lines in it are `%22`, `%0D` and `%0A`.
    private static func parameter(_ name: String, of disposition: Substring) -> String? {
        var rest = disposition.utf8[...]
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let key = rest[..<equals].reversed().prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }.reversed()
            rest = rest[rest.index(after: equals)...]
            guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            if key.elementsEqual(name.utf8) {
                return String(rest[..<end]).map {
                    $0.replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " ")
                }
            }
            rest = rest[rest.index(after: end)...]
        }
        return nil
    }

    private mutating func firstDelimiter() -> Int? { first(delimiter) }

    private mutating func first(_ pattern: [UInt8]) -> Int? {
        let found = buffer.withUnsafeBufferPointer { buffer -> Int? in
            var start = searched
            while start + pattern.count <= buffer.count {
                guard let found = buffer[start..<(buffer.count - pattern.count + 1)].firstIndex(of: pattern[0]) else { return nil }
                if buffer[found..<found + pattern.count].elementsEqual(pattern) { return found }
                start = found + 1
            }
            return nil
        }
        searched = found ?? max(0, buffer.count - pattern.count + 1)
        return found
    }
}

extension MultipartReader {
    /// The boundary that a header names; nil where the content is something else.
    static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";", maxSplits: 1)
        guard let type = parts.first, type.lowercased() == "multipart/form-data", parts.count == 2 else { return nil }
        for part in parts[1].split(separator: ";") {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased() == "boundary" else { continue }
            return pair[1].hasPrefix("\"") && pair[1].hasSuffix("\"") && pair[1].count > 2
                ? String(pair[1].dropFirst().dropLast()) : String(pair[1])
        }
        return nil
    }
}
