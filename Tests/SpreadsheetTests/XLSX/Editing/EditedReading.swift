import TestSupport

@testable import Spreadsheet

/// What a workbook reads as before and after a few of its cells were set.
struct EditedReading {
    private(set) var isEdited = false
    /// What is not as it must be; nil if all is.
    private(set) var finding: String?

    /// Sets cells of the first worksheet that depend on a seed.
    init(_ file: WorkbookFile, seed: UInt64, limits: ReadLimits = .standard) {
        let bytes = file.bytes
        let way = ReadingWay(usesScanner: false)
        let before = Reading(bytes, limits: limits, options: .formulas, way: way)
        var random = SeededGenerator(seed: seed)
        var edits: [CellReference: Double] = [:]
        for number in 0..<3 {
            edits[CellReference(uncheckedRow: random.number(1...12), column: random.number(1...10))] = Double(number) + 0.5
        }
        let result: [UInt8]
        let sheet: String
        do throws(SpreadsheetError) {
            var editor = try WorkbookEditor(bytes: bytes, limits: limits)
            guard let first = editor.workbook.sheets.first(where: { $0.kind == .worksheet }) else { return }
            sheet = first.name
            for (cell, value) in edits { try editor.set(.number(value), at: cell, of: sheet) }
            result = try editor.bytes()
        } catch {
            // The editor may refuse what is read, but only for its own reasons, or where it is no plain sheet.
            let isOwn = error.code.rawValue.hasPrefix("edit.") || [.badReference, .duplicateCell, .malformedXML].contains(error.code)
            if before.faults.isEmpty, !isOwn { finding = "refused though it is read: \(error)" }
            return
        }
        guard before.faults.isEmpty else { return }
        isEdited = true
        let after = Reading(result, limits: limits, options: .formulas, way: way)
        guard after.faults.isEmpty else {
            finding = "read before and not after: \(after.faults)"
            return
        }
        let (was, now) = (Self.cells(before, without: edits, sheet), Self.cells(after, without: edits, sheet))
        if was.count != now.count || zip(was, now).contains(where: { !Self.isKept($0, $1) }) { finding = "was \(was), is \(now)" }
        for row in after.rows where row.sheet == sheet {
            for cell in row.cells {
                guard let reference = CellReference(cell.reference), let value = edits[reference] else { continue }
                if cell.bits != value.bitPattern { finding = "\(cell.reference) is \(cell)" }
                edits[reference] = nil
            }
        }
        if !edits.isEmpty { finding = "missing: \(edits.keys.map(\.description))" }
    }

    private static func cells(_ reading: Reading, without edits: [CellReference: Double], _ sheet: String) -> [Reading.CellRecord] {
        reading.rows.flatMap { row in
            row.cells.filter { cell in
                row.sheet != sheet || CellReference(cell.reference).map { edits[$0] == nil } ?? true
            }
        }
    }

    /// A cell that shares a formula has no text of it, until it has the formula for itself.
    private static func isKept(_ was: Reading.CellRecord, _ now: Reading.CellRecord) -> Bool {
        var now = now
        if was.formula == nil { now.formula = nil }
        return was == now
    }
}
