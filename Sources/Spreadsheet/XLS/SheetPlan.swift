/// Where the cells of a sheet are in its stream, and which rows are hidden.
///
/// Cells are written in the order of their rows, with few exceptions, and need not be held in memory then. Where they are not, runs of cells
/// of one row are sorted.
struct SheetPlan {
    /// Cells of the stream, with the records between them.
    struct Run {
        let row: Int
        let start: UInt64
        var end: UInt64
    }

    private(set) var runs: [Run] = []
    /// A bit for each row that the sheet hides; empty if it hides none.
    private var hiddenRows: [UInt64] = []
    /// Each run has a cell at least.
    private let mostRuns: Int

    /// Looks through the records of a sheet, from its first. Tests sort what is in order as well.
    ///
    /// - Throws: `biff.malformed`, `limit.cells`.
    init(_ records: inout BIFFReader, at place: UInt64, sortsRuns: Bool, limits: ReadLimits) throws(SpreadsheetError) {
        mostRuns = min(limits.cells, XLSEngine.mostRows * XLSEngine.mostColumns)
        try records.beginSheet(at: place)
        let start = records.nextPlace
        if !sortsRuns, let end = try lookThrough(&records, sortsRuns: false) {
            runs = [Run(row: 0, start: start, end: end)]
        } else {
            records.seek(to: start)
            _ = try lookThrough(&records, sortsRuns: true)
            runs.sort { ($0.row, $0.start) < ($1.row, $1.start) }
        }
    }

    /// The place where the sheet ends; nil as soon as its rows are not in order, unless runs are wanted.
    private mutating func lookThrough(_ records: inout BIFFReader, sortsRuns: Bool) throws(SpreadsheetError) -> UInt64? {
        // Charts in the sheet are substreams of their own.
        var depth = 0
        var lastRow = -1
        while try records.advance() {
            let id = records.id
            if RecordID.isCell(id) {
                guard depth == 0 else { continue }
                try records.require(6)
                let row = records.uint16(at: 0)
                if sortsRuns {
                    if row != lastRow { try beginRun(row, at: records.place) }
                } else if row < lastRow {
                    return nil
                }
                lastRow = row
            } else if id == RecordID.row, depth == 0, records.count >= 16, records.uint8(at: 12) & 0x20 != 0 {
                if hiddenRows.isEmpty { hiddenRows = [UInt64](repeating: 0, count: XLSEngine.mostRows / 64) }
                let row = records.uint16(at: 0)
                hiddenRows[row >> 6] |= 1 << UInt64(row & 63)
            } else if id == RecordID.beginOfSubstream {
                depth += 1
            } else if id == RecordID.endOfSubstream {
                if depth == 0 { return endRuns(at: records.place) }
                depth -= 1
            }
        }
        guard !records.stream.isCut else { throw BIFFReader.malformed("the stream ends before the sheet") }
        return endRuns(at: records.nextPlace)
    }

    private mutating func beginRun(_ row: Int, at place: UInt64) throws(SpreadsheetError) {
        guard runs.count < mostRuns else {
            throw SpreadsheetError(.tooManyCells, exceeds: mostRuns, measured: runs.count + 1, "too many cells")
        }
        _ = endRuns(at: place)
        runs.append(Run(row: row, start: place, end: place))
    }

    private mutating func endRuns(at place: UInt64) -> UInt64 {
        if !runs.isEmpty { runs[runs.count - 1].end = place }
        return place
    }

    /// Whether a row, from 0, is hidden.
    func isHidden(_ row: Int) -> Bool { !hiddenRows.isEmpty && hiddenRows[row >> 6] >> UInt64(row & 63) & 1 != 0 }
}
