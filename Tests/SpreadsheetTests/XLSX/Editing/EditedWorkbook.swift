import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// A workbook before and after edits, by its parts.
struct EditedWorkbook {
    let before: ZipArchive
    let after: ZipArchive
    let bytes: [UInt8]

    /// Edits a workbook in memory.
    init(_ file: WorkbookFile, limits: ReadLimits = .standard, _ edit: (inout WorkbookEditor) throws -> Void) throws {
        try self.init(file.bytes, limits: limits, edit)
    }

    init(_ original: [UInt8], limits: ReadLimits = .standard, _ edit: (inout WorkbookEditor) throws -> Void) throws {
        var editor = try WorkbookEditor(bytes: original, limits: limits)
        try edit(&editor)
        before = try ZipArchive(bytes: original)
        bytes = try editor.bytes()
        after = try ZipArchive(bytes: bytes)
    }

    /// The text of a part; nil if there is none.
    func part(_ name: String) throws -> String? {
        try after.entry(named: name).map { String(decoding: try after.bytes(of: $0), as: UTF8.self) }
    }

    /// The rows of the first sheet, or of another.
    func sheet() throws -> String {
        try #require(try part(WorkbookFile.sheetPart))
    }

    /// What is between the tags `<sheetData>`.
    func rows() throws -> String {
        try #require(try sheet().between("<sheetData>", "</sheetData>"))
    }

    /// The parts whose bytes are others than before, with those that are new or gone.
    func changedParts() throws -> [String] {
        let names = Set(before.entries.map(\.name)).union(after.entries.map(\.name))
        return try names.filter { name in
            guard let old = before.entry(named: name), let new = after.entry(named: name) else { return true }
            return try before.bytes(of: old) != after.bytes(of: new)
        }.sorted()
    }
}

extension WorkbookEditor {
    mutating func set(_ value: CellValue, at cell: String, style: StyleChange = StyleChange()) throws {
        try set(value, at: #require(CellReference(cell)), of: "Feuil1", style: style)
    }

    mutating func setFormula(_ formula: String, value: CellValue = .blank, at cell: String) throws {
        try setFormula(formula, value: value, at: #require(CellReference(cell)), of: "Feuil1")
    }

    mutating func setStyle(_ style: StyleChange, at cell: String) throws {
        try setStyle(style, at: #require(CellReference(cell)), of: "Feuil1")
    }
}
