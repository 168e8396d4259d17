import Foundation
import Spreadsheet
import TestSupport
import Testing

/// The formulas of real workbooks beside what openpyxl reads.
@Suite(
    .enabled(if: WorkbookCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS"),
    .enabled(if: OutsidePrograms.pythonPath != nil, "openpyxl is not there; run scripts/setup --python"))
struct FormulaOracleTests {
    /// Writes the formulas of each workbook, with shared ones as each cell's own; null for what it cannot read.
    private static let program = #"""
        import json, sys, warnings
        import openpyxl

        warnings.simplefilter("ignore")
        result = {}
        for path in open(sys.argv[1]).read().splitlines():
            try:
                sheets, book = {}, openpyxl.load_workbook(path)
                for sheet in book.worksheets:
                    found = {}
                    # Not the cells that there could be: of the whole columns that some sheets begin with there are too many.
                    for cell in sheet._cells.values():
                        text = getattr(cell.value, "text", cell.value)
                        if cell.data_type == "f" and isinstance(text, str):
                            found[cell.coordinate] = text[1:] if text.startswith("=") else text
                    sheets[sheet.title] = found
                result[path] = sheets
            except Exception:
                result[path] = None
        with open(sys.argv[2], "wb") as file:
            file.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
        """#

    /// The formulas by file, sheet and cell.
    private typealias Formulas = [String: [String: [String: String]]?]

    @Test func `formulas are those that openpyxl reads`() throws {
        try withTemporaryFolder { folder in
            let (program, list, result) = (
                folder.appending(path: "formulas.py"), folder.appending(path: "list"), folder.appending(path: "formulas.json")
            )
            try Data(Self.program.utf8).write(to: program)
            try Data(WorkbookCorpus.sample(oneOf: 6, named: ["formula", "shared"]).map(\.path).joined(separator: "\n").utf8).write(to: list)
            try #require(OutsidePrograms.python([program.path, list.path, result.path]).status == 0)
            let theirs = try JSONDecoder().decode(Formulas.self, from: try Data(contentsOf: result))
            var (count, others) = (0, [String]())
            for (path, sheets) in theirs {
                guard let sheets, let workbook = try? Workbook(path: path) else { continue }
                for sheet in workbook.sheets where sheet.kind == .worksheet {
                    guard let expected = sheets[sheet.name], var rows = try? workbook.rows(of: sheet, options: .formulas) else { continue }
                    while let row = try? rows.next() {
                        for cell in row.cells where cell.hasFormula {
                            guard let wanted = expected[cell.reference.description] else { continue }
                            count += 1
                            if cell.formula ?? "" != wanted {
                                others.append("\(path) \(sheet.name)!\(cell.reference): \(cell.formula ?? "nil") and not \(wanted)")
                            }
                        }
                    }
                }
            }
            #expect(count > 100)
            #expect(others.isEmpty, "\(others.count) of \(count): \(others.prefix(40).joined(separator: "\n"))")
        }
    }
}
