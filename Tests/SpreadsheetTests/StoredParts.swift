import Foundation
import Testing

/// The parts of an archive whose entries are all stored, by their local headers.
func storedParts(_ archive: [UInt8]) throws -> [String: String] {
    func number(_ offset: Int, _ count: Int) -> Int {
        archive[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var parts: [String: String] = [:]
    var offset = 0
    while number(offset, 4) == 0x0403_4B50 {
        try #require(number(offset + 8, 2) == 0)
        let start = offset + 30 + number(offset + 26, 2) + number(offset + 28, 2)
        let end = start + number(offset + 18, 4)
        let name = String(decoding: archive[(offset + 30)..<(offset + 30 + number(offset + 26, 2))], as: UTF8.self)
        parts[name] = String(decoding: archive[start..<end], as: UTF8.self)
        offset = end
    }
    return parts
}

extension String {
    /// The first text between two others, or nil.
    func between(_ before: String, _ after: String) -> String? {
        guard let start = range(of: before), let end = range(of: after, range: start.upperBound..<endIndex) else { return nil }
        return String(self[start.upperBound..<end.lowerBound])
    }

    /// All texts between two others.
    func all(between before: String, and after: String) -> [String] {
        components(separatedBy: before).dropFirst().compactMap { piece in
            piece.range(of: after).map { String(piece[..<$0.lowerBound]) }
        }
    }
}
