import TestSupport
import ZipContainer

@testable import Spreadsheet

/// Whole workbooks: with any text for any of their parts, read in either way and under either limits, the same rows or the same fault.
///
/// An input is the texts of parts, each behind a line `%%` and a letter that says which part it is; the others are the usual ones.
enum WorkbookTarget: FuzzTarget {
    static let name = "workbook"
    static let longestInput = 8192
    static let isXML = true
    static let words =
        names.indices.map { "\n%%\(Character(Unicode.Scalar(UInt8(97 + $0))))" } + [
            "<sheet name=\"", " r:id=\"rId1\"", " state=\"hidden\"", "<Relationship Id=\"rId9\"", " TargetMode=\"External\"", " Target=\"",
            "../",
            "/xl/", "<Override PartName=\"", "<Default Extension=\"", "ContentType=\"", "<definedName name=\"", "date1904=\"1\"",
            "<mergeCell ref=\"",
            "<hyperlink ref=\"", "<dimension ref=\"", "macroEnabled", "<property name=\"", "<vt:lpwstr>", "%2F", "A1:XFD1048576",
        ]

    private static let names = [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", WorkbookFile.sheetPart,
        "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet2.xml",
    ]

    static func seeds() throws -> [[UInt8]] {
        var workbook = WorkbookWriter()
        workbook.properties.custom = [.init("export", .text("1"))]
        var sheet = try workbook.addSheet(SheetSettings("Un"))
        try sheet.append([.text("a"), .number(1)])
        sheet.features.mergedRanges = ["A1:B2"]
        sheet = try workbook.addSheet(SheetSettings("Deux", visibility: .hidden))
        let archive = try ZipArchive(bytes: workbook.finish())
        let parts = try names.enumerated().compactMap { index, name in
            try archive.entry(named: name).map { entry in (index, try archive.bytes(of: entry)) }
        }
        func section(_ index: Int, _ bytes: [UInt8]) -> [UInt8] { Array("\n%%".utf8) + [UInt8(97 + index)] + bytes }
        let custom = Array(
            WorkbookFile.relationships([("rId1", "officeDocument", "xl/workbook.xml"), ("r2", "custom-properties", "docProps/custom.xml")])
                .utf8)
        let links = WorkbookFile.worksheet("").replacing(
            "</worksheet>", with: #"<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks></worksheet>"#)
        return [
            parts.flatMap { section($0.0, $0.1) }, section(1, custom),
            section(4, Array(links.utf8)) + section(10, Array(WorkbookFile.relationships([("rId1", "hyperlink", "mailto:a@b.fr")]).utf8)),
        ] + parts.filter { $0.1.count < 4000 }.map { section($0.0, $0.1) }
    }

    static func run(_ input: [UInt8]) {
        let bytes = archive(input)
        let number = digest(input)
        for limits in [ReadLimits.strict, limits(for: number)] {
            let options: ReadOptions = number >> 8 & 1 == 0 ? [] : [.hyperlinks, .formulas]
            let scanned = Reading(bytes, limits: limits, options: options)
            let parsed = Reading(
                bytes, limits: limits, options: options, way: ReadingWay(usesScanner: false, pieces: .random(seed: number)))
            let isSame = isSameFault(scanned.faults.first?.code, parsed.faults.first?.code, in: input)
            require(scanned == parsed || isSame && !scanned.faults.isEmpty, "the scanner: \(scanned.faults), libxml2: \(parsed.faults)")
            guard let workbook = try? Workbook(bytes: bytes, limits: limits) else { continue }
            _ = try? workbook.properties()
            for sheet in workbook.sheets { _ = try? workbook.layout(of: sheet) }
        }
    }

    private static func archive(_ input: [UInt8]) -> [UInt8] {
        var file = WorkbookFile(
            sheet: WorkbookFile.cells("<c r=\"A1\"><v>1</v></c>"), sharedStrings: WorkbookFile.strings("<si><t>a</t></si>"))
        var starts: [(place: Int, index: Int)] = []
        for place in input.indices.dropLast(3) where input[place] == 0x0A && input[place + 1] == 0x25 && input[place + 2] == 0x25 {
            let index = Int(input[place + 3]) - 97
            if names.indices.contains(index) { starts.append((place, index)) }
        }
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].place : input.count
            file.set(names[start.index], Array(input[(start.place + 4)..<end]))
        }
        return file.bytes
    }
}
