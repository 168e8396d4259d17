import Foundation
import Spreadsheet
import TestSupport
import Testing

/// The styles, the rules for input and the conditional formats of real workbooks beside what openpyxl reads.
@Suite(
    .enabled(if: WorkbookCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS"),
    .enabled(if: OutsidePrograms.pythonPath != nil, "openpyxl is not there; run scripts/setup --python"))
struct StyleOracleTests {
    /// Writes what each workbook has, by sheet; nothing of one that openpyxl does not read. Of colours it knows only those that are given as such.
    private static let program = #"""
        import json, sys, warnings
        import openpyxl

        warnings.simplefilter("ignore")

        def color(it):
            if it is None or it.type == "indexed" and it.indexed > 63 or it.type == "auto":
                return "none"
            return it.rgb[-6:].upper() if it.type == "rgb" and not it.tint else "?"

        def lines(border):
            sides = [border.left or border.start, border.right or border.end, border.top, border.bottom]
            return " ".join(side.style + "/" + color(side.color) if side is not None and side.style else "-" for side in sides)

        def style(cell):
            font, fill, place, lock = cell.font, cell.fill, cell.alignment, cell.protection
            pattern = getattr(fill, "patternType", None) or "none"
            return (
                f"{cell.coordinate} {font.name or 'Calibri'} {float(font.sz or 11):g} {bool(font.b):d}{bool(font.i):d}{bool(font.strike):d} "
                f"{font.u or '-'} {color(font.color)} | {pattern} {color(fill.fgColor) if pattern != 'none' else '-'} | {lines(cell.border)} | "
                f"{place.horizontal if place.horizontal != 'general' else None} {place.vertical} {bool(place.wrapText):d}{bool(place.shrinkToFit):d} "
                f"{int(place.indent or 0)} {place.textRotation or 0} | {bool(lock.locked):d}{bool(lock.hidden):d} {bool(cell.quotePrefix):d}")

        result = {}
        for path in open(sys.argv[1]).read().splitlines():
            try:
                sheets = {}
                for sheet in openpyxl.load_workbook(path).worksheets:
                    # Of merged cells openpyxl changes the styles.
                    found = [style(cell) for cell in list(sheet._cells.values())[:500] if cell.coordinate not in sheet.merged_cells]
                    for rule in sheet.data_validations.dataValidation:
                        if rule.type not in (None, "none") and rule.formula1:
                            ranges = sorted(str(r) for r in rule.sqref.ranges)
                            found.append(f"validation {ranges} {rule.type} {bool(rule.allowBlank):d} {rule.errorStyle or 'stop'}")
                    for ranges, rules in sheet.conditional_formatting._cf_rules.items():
                        for rule in rules:
                            if rule.type in ("cellIs", "expression", "containsText", "beginsWith", "endsWith", "duplicateValues", "top10"):
                                cells = sorted(str(r) for r in ranges.sqref.ranges)
                                bold = bool(rule.dxf and rule.dxf.font and rule.dxf.font.b)
                                found.append(f"format {cells} {rule.type} {(rule.formula or ['-'])[0] if rule.type == 'expression' else ''} {bold:d}")
                    sheets[sheet.title] = found
                result[path] = sheets
            except Exception:
                pass
        with open(sys.argv[2], "wb") as file:
            file.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
        """#

    private static func text(_ color: RGBColor?) -> String {
        color.map { color in
            let digits = String(color.value, radix: 16, uppercase: true)
            return String(repeating: "0", count: 6 - digits.count) + digits
        } ?? "none"
    }

    private static func text(_ line: CellStyle.Border.Line?) -> String { line.map { "\($0.style.rawValue)/\(text($0.color))" } ?? "-" }

    private static func text(_ cell: Cell) -> String? {
        guard let style = cell.style else { return nil }
        let (font, place) = (style.font, style.alignment)
        func flags(_ flags: Bool...) -> String { flags.map { $0 ? "1" : "0" }.joined() }
        let parts = [
            "\(cell.reference) \(font.name) \(String(format: "%g", font.size)) \(flags(font.isBold, font.isItalic, font.isStruckThrough)) "
                + "\(font.underline?.rawValue ?? "-") \(text(font.color))",
            style.fill.map { "\($0.pattern.rawValue) \(text($0.foreground))" } ?? "none -",
            [style.border.left, style.border.right, style.border.top, style.border.bottom].map { text($0) }.joined(separator: " "),
            "\(place.horizontal?.rawValue ?? "None") \(place.vertical?.rawValue ?? "None") \(flags(place.wraps, place.shrinks)) \(place.indent) "
                + "\(place.rotation < 0 ? 90 - place.rotation : place.rotation)",
            "\(flags(style.isLocked, style.hidesFormula)) \(flags(style.hasQuotePrefix))",
        ]
        return parts.joined(separator: " | ")
    }

    private static func text(_ ranges: [CellRange]) -> String {
        "[" + ranges.map(\.description).sorted().map { "'\($0)'" }.joined(separator: ", ") + "]"
    }

    private static func text(_ validation: DataValidation) -> String {
        let type =
            switch validation.rule {
            case .list, .listFrom: "list"
            case .wholeNumber: "whole"
            case .decimal: "decimal"
            case .date: "date"
            case .time: "time"
            case .textLength: "textLength"
            case .formula: "custom"
            }
        return "validation \(text(validation.ranges)) \(type) \(validation.allowsBlank ? 1 : 0) \(validation.severity.rawValue)"
    }

    private static func text(_ format: ConditionalFormat) -> String? {
        let type: String
        var formula = ""
        switch format.condition {
        case .cell: type = "cellIs"
        case .formula(let text): (type, formula) = ("expression", text)
        case .contains: type = "containsText"
        case .begins: type = "beginsWith"
        case .ends: type = "endsWith"
        case .isDuplicate: type = "duplicateValues"
        case .rank: type = "top10"
        default: return nil
        }
        return "format \(text(format.ranges)) \(type) \(formula) \(format.style?.font.isBold == true ? 1 : 0)"
    }

    /// Whether two lines agree, where theirs says nothing of some colours.
    private static func agree(_ theirs: String, _ ours: String) -> Bool {
        let (a, b) = (theirs.split(separator: " "), ours.split(separator: " "))
        return a.count == b.count && zip(a, b).allSatisfy { agree($0, $1) }
    }

    private static func agree(_ theirs: Substring, _ ours: Substring) -> Bool {
        if theirs == ours || theirs == "?" { return true }
        if theirs.hasSuffix("/?") { return ours.hasPrefix(theirs.dropLast()) }
        // A pattern without a colour is black, and text from top to bottom is not turned.
        return theirs == "none" && ours == "000000" || theirs == "255" && ours == "0"
    }

    @Test func `styles and rules are those that openpyxl reads`() throws {
        try withTemporaryFolder { folder in
            let (program, list, result) = (
                folder.appending(path: "styles.py"), folder.appending(path: "list"), folder.appending(path: "styles.json")
            )
            try Data(Self.program.utf8).write(to: program)
            try Data(
                WorkbookCorpus.sample(oneOf: 20, named: ["style", "cond", "valid", "theme", "color", "font", "border", "fill"]).map(\.path)
                    .joined(separator: "\n").utf8
            ).write(to: list)
            try #require(OutsidePrograms.python([program.path, list.path, result.path]).status == 0)
            let theirs = try JSONDecoder().decode([String: [String: [String]]].self, from: try Data(contentsOf: result))
            var (count, others) = (0, [String]())
            for (path, sheets) in theirs {
                guard let workbook = try? Workbook(path: path) else { continue }
                for sheet in workbook.sheets where sheet.kind == .worksheet {
                    guard let wanted = sheets[sheet.name], let read = try? workbook.worksheet(sheet, options: .styles) else { continue }
                    var ours: [Substring: String] = [:]
                    for cell in read.rows.lazy.flatMap(\.cells) { ours["\(cell.reference)"] = Self.text(cell) }
                    let rules = Set(
                        try workbook.dataValidations(of: sheet).map { Self.text($0) }
                            + workbook.conditionalFormats(of: sheet).compactMap { Self.text($0) })
                    for item in wanted {
                        if item.hasPrefix("validation ") || item.hasPrefix("format ") {
                            count += 1
                            if !rules.contains(item) { others.append("\(path) \(sheet.name): \(item)") }
                        } else if let own = ours[item.prefix { $0 != " " }] {
                            count += 1
                            if !Self.agree(item, own) { others.append("\(path) \(sheet.name): \(item)\n    and not \(own)") }
                        }
                    }
                }
            }
            #expect(count > 500)
            #expect(others.isEmpty, "\(others.count) of \(count): \(others.prefix(40).joined(separator: "\n"))")
        }
    }
}
