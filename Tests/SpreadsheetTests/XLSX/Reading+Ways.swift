import Spreadsheet
import TestSupport
import Testing
import ZipContainer

extension Reading {
    /// Every way in which a workbook's bytes may come.
    static let ways: [ReadingWay] = [true, false].flatMap { usesScanner in
        ([.whole, .single] + (1...2).map { .random(seed: $0 &* 0x9E37_79B9_7F4A_7C15) }).map {
            ReadingWay(usesScanner: usesScanner, pieces: $0)
        }
    }

    /// Both parsers, whole and in pieces, in as few readings as that takes.
    static func fewWays(seed: UInt64) -> [ReadingWay] {
        [
            ReadingWay(), ReadingWay(usesScanner: false), ReadingWay(pieces: .random(seed: seed)),
            ReadingWay(usesScanner: false, pieces: .random(seed: ~seed)),
        ]
    }

    /// Reads a workbook in every way, requires the same of all, and gives it.
    static func everyWay(
        _ file: WorkbookFile, limits: ReadLimits = .standard, options: ReadOptions = [], sourceLocation: SourceLocation = #_sourceLocation
    ) -> Reading {
        everyWay(file.bytes, limits: limits, options: options, sourceLocation: sourceLocation)
    }

    static func everyWay(
        _ bytes: [UInt8], limits: ReadLimits = .standard, options: ReadOptions = [], ways: [ReadingWay] = ways, name: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> Reading {
        let source = ByteSource(bytes: bytes)
        let first = Reading(source, limits: limits, options: options, way: ways[0])
        for way in ways.dropFirst() {
            let other = Reading(source, limits: limits, options: options, way: way)
            guard other != first else { continue }
            let row = zip(first.rows, other.rows).first { $0 != $1 }
            Issue.record(
                """
                \(name) differs with \(way): \(other.faults) instead of \(first.faults), \(other.rowCount) rows instead of \
                \(first.rowCount), first other row: \(row.map { "\($1) instead of \($0)" } ?? "none")
                """, sourceLocation: sourceLocation)
        }
        return first
    }
}
