import Foundation
import Spreadsheet
import TestSupport
import Testing

/// The notes, tables and columns of real workbooks beside what openpyxl reads.
@Suite(
    .enabled(if: WorkbookCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS"),
    .enabled(if: OutsidePrograms.pythonPath != nil, "openpyxl is not there; run scripts/setup --python"))
struct SheetNotesOracleTests {
    /// Writes what each workbook has, by sheet; nothing of one that openpyxl does not read.
    private static let program = #"""
        import json, sys, warnings
        import openpyxl

        warnings.simplefilter("ignore")
        result = {}
        for path in open(sys.argv[1]).read().splitlines():
            try:
                sheets = {}
                for sheet in openpyxl.load_workbook(path).worksheets:
                    found = []
                    for cell in sheet._cells.values():
                        if getattr(cell, "comment", None):
                            # An author without a name is the text None.
                            author = "" if cell.comment.author == "None" else cell.comment.author
                            found.append(f"{cell.coordinate} {author}: {cell.comment.text}")
                    for table in sheet.tables.values():
                        names = "|".join(column.name for column in table.tableColumns)
                        found.append(f"{table.displayName} {table.ref}: {names}")
                    for column in sheet.column_dimensions.values():
                        found.append(f"{column.min}-{column.max} {column.width:.4f} {bool(column.hidden)}")
                    sheets[sheet.title] = found
                result[path] = sheets
            except Exception:
                pass
        with open(sys.argv[2], "wb") as file:
            file.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
        """#

    /// openpyxl decodes no escapes, and keeps white space around a run's text.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.replacing("_x000D_", with: "").replacing("_x000a_", with: "").unicodeScalars.filter { $0.value > 32 }))
    }

    @Test func `notes, tables and columns are those that openpyxl reads`() throws {
        try withTemporaryFolder { folder in
            let (program, list, result) = (
                folder.appending(path: "notes.py"), folder.appending(path: "list"), folder.appending(path: "notes.json")
            )
            try Data(Self.program.utf8).write(to: program)
            try Data(
                WorkbookCorpus.sample(oneOf: 10, named: ["comment", "table", "note", "column"]).map(\.path).joined(separator: "\n").utf8
            ).write(to: list)
            try #require(OutsidePrograms.python([program.path, list.path, result.path]).status == 0)
            let theirs = try JSONDecoder().decode([String: [String: [String]]].self, from: try Data(contentsOf: result))
            var (count, others) = (0, [String]())
            for (path, sheets) in theirs {
                guard let workbook = try? Workbook(path: path) else { continue }
                for sheet in workbook.sheets where sheet.kind == .worksheet {
                    guard let wanted = sheets[sheet.name] else { continue }
                    let comments = try workbook.comments(of: sheet).map { "\($0.cell) \($0.author): \($0.text)" }
                    let tables = try workbook.tables(of: sheet).map { "\($0.name) \($0.range): \($0.columnNames.joined(separator: "|"))" }
                    let columns = try workbook.layout(of: sheet).columns.map {
                        let width = String(format: "%.4f", $0.width ?? 13)
                        return "\($0.columns.lowerBound)-\($0.columns.upperBound) \(width) \($0.isHidden ? "True" : "False")"
                    }
                    let ours = Set((comments + tables + columns).map(Self.plain))
                    count += wanted.count
                    for item in wanted where !ours.contains(Self.plain(item)) { others.append("\(path) \(sheet.name): \(item)") }
                }
            }
            #expect(count > 50)
            #expect(others.isEmpty, "\(others.count) of \(count): \(others.prefix(40).joined(separator: "\n"))")
        }
    }
}
