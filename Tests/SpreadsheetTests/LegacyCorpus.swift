import Foundation
import TestSupport
import Testing

@testable import ZipContainer

/// Real and hostile files of formats other than XLSX, which are not part of the package.
enum LegacyCorpus {
    static let folder = ReferenceFiles.file("hostile-legacy/manifest.json") == nil ? nil : ReferenceFiles.folder

    struct File: Decodable {
        var id: String
        var container: String
        var expect: String
    }

    struct Hostile: Decodable, CustomTestStringConvertible {
        struct Expectation: Decodable {
            var outcome: String
            var errors: [String]?
            var sheets: [Sheet]?
        }
        var file: String
        var password: String?
        var expect: Expectation
        var testDescription: String { file }
    }

    struct Sheet: Decodable {
        struct Row: Decodable {
            var number: Int
            var cells: [Cell]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                number = try list.decode(Int.self)
                cells = try list.decode([Cell].self)
            }
        }

        struct Cell: Decodable {
            var column: Int
            var value: Value

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                column = try list.decode(Int.self)
                value = try list.decode(Value.self)
            }
        }

        /// A cell on which readers disagree: its place, and what else there is.
        private struct Disputed: Decodable {
            var place: String

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                place = try list.decode(String.self)
            }
        }

        var name: String
        var state: String?
        var kind: String?
        var rows: [Row]
        var disputed: Set<String>

        private enum CodingKeys: String, CodingKey { case name, state, kind, rows, disputed }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: CodingKeys.self)
            name = try keys.decode(String.self, forKey: .name)
            state = try keys.decodeIfPresent(String.self, forKey: .state)
            kind = try keys.decodeIfPresent(String.self, forKey: .kind)
            rows = try keys.decodeIfPresent([Row].self, forKey: .rows) ?? []
            disputed = Set(try keys.decodeIfPresent([Disputed].self, forKey: .disputed)?.map(\.place) ?? [])
        }
    }

    /// A cell's value, or those that it may have; nil among them is none.
    indirect enum Value: Decodable, Equatable {
        case number(Double), text(String), boolean(Bool), error(String), anything
        case any([Value?])

        private enum CodingKeys: String, CodingKey { case e, any }

        init(from decoder: any Decoder) throws {
            if let keys = try? decoder.container(keyedBy: CodingKeys.self) {
                if let error = try keys.decodeIfPresent(String.self, forKey: .e) {
                    self = .error(error)
                } else if let values = try? keys.decode([Value?].self, forKey: .any) {
                    self = .any(values)
                } else {
                    self = .anything
                }
                return
            }
            let single = try decoder.singleValueContainer()
            if let boolean = try? single.decode(Bool.self) {
                self = .boolean(boolean)
            } else if let number = try? single.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try single.decode(String.self))
            }
        }

        /// Whether another value is this one; dates of independent readers differ in their last digits.
        func matches(_ other: Value?) -> Bool {
            switch (self, other) {
            case (.anything, _), (.text(""), nil): true
            case (.any(let values), _): values.contains { $0.map { $0.matches(other) } ?? (other == nil) }
            case (.number(let a), .number(let b)):
                a == b || abs(a - b) <= max(1e-12 * max(abs(a), abs(b)), abs(a) < 3e6 ? 2e-8 : 0)
            default: self == other
            }
        }
    }

    static let manifest = load([File].self, "corpus-legacy/manifest.json")

    private struct HostileManifest: Decodable { var cases: [Hostile] }
    static let hostile = load(HostileManifest.self, "hostile-legacy/manifest.json")?.cases

    private struct Expected: Decodable {
        var id: String
        var sheets: [Sheet]
    }

    /// The sheets that are expected of each file.
    static let expected: [String: [Sheet]] = {
        var sheets: [String: [Sheet]] = [:]
        for source in Set((manifest ?? []).map { String($0.id.prefix { $0 != "/" }) }) {
            guard let text = try? unzipped(bytes("corpus-legacy/expected/\(source).jsonl.gz")) else { continue }
            for line in text.split(separator: UInt8(ascii: "\n")) {
                guard let file = try? JSONDecoder().decode(Expected.self, from: Data(line)) else { continue }
                sheets[file.id] = file.sheets
            }
        }
        return sheets
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: ReferenceFiles.folder.appendingPathComponent(path)))
    }

    private static func load<Value: Decodable>(_ type: Value.Type, _ path: String) -> Value? {
        (try? bytes(path)).flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }

    /// What is in a gzip file, whose header may have a name (RFC 1952).
    private static func unzipped(_ bytes: [UInt8]) throws -> [UInt8] {
        var input = Array(bytes.dropFirst(10))
        if bytes[3] & 8 != 0 { input = Array(input.drop { $0 != 0 }.dropFirst()) }
        let inflater = try Inflater()
        var result: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 20)
        var start = 0
        while true {
            let step = input.withUnsafeMutableBufferPointer { input in
                block.withUnsafeMutableBufferPointer { block -> (consumed: Int, produced: Int, isFinished: Bool)? in
                    guard let from = input.baseAddress, let to = block.baseAddress else { return nil }
                    return inflater.step(input: from + start, inputCount: input.count - start, output: to, outputCount: block.count)
                }
            }
            guard let step else { return result }
            result += block[..<step.produced]
            start += step.consumed
            if step.isFinished || step.produced == 0 { return result }
        }
    }
}
