/// A small binary workbook to be ([MS-XLSB]): records, and the parts that they make.
package struct RecordFile {
    /// A record: its type, and its content.
    package static func record(_ type: Int, _ content: [UInt8] = []) -> [UInt8] {
        varint(type) + varint(content.count) + content
    }

    package static func varint(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = number
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest & 0x7F | (rest > 0x7F ? 0x80 : 0)))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    package static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    package static func text(_ text: String) -> [UInt8] {
        number(UInt32(text.utf16.count)) + text.utf16.flatMap { number($0) }
    }

    /// Where a cell's record begins: its column, from 0, and its style.
    package static func cell(_ column: UInt32, style: UInt32 = 0) -> [UInt8] { number(column) + number(style) }

    /// The header of a row, from 0.
    package static func row(_ row: UInt32, isHidden: Bool = false) -> [UInt8] {
        record(0, number(row) + number(UInt32(0)) + [0, 0, 0, isHidden ? 0x10 : 0, 0] + number(UInt32(0)))
    }

    /// A sheet with those records in its data, and with what stands after them.
    package static func sheet(_ data: [UInt8], after: [UInt8] = []) -> [UInt8] {
        record(129) + record(145) + data + record(146) + after + record(130)
    }

    package static func sharedStrings(_ texts: [String]) -> [UInt8] {
        record(159, number(UInt32(texts.count)) + number(UInt32(texts.count))) + texts.flatMap { record(19, [0] + text($0)) } + record(160)
    }

    package static func styles(_ formatIDs: [UInt16], codes: [(UInt16, String)] = []) -> [UInt8] {
        let formats = codes.flatMap { record(44, number($0.0) + text($0.1)) }
        let cells = formatIDs.flatMap { record(47, [0, 0] + number($0) + [UInt8](repeating: 0, count: 12)) }
        return record(278) + record(615, number(UInt32(codes.count))) + formats + record(616) + record(617, number(UInt32(formatIDs.count)))
            + cells + record(618) + record(279)
    }

    /// A sheet of the workbook's list, by its state and its relationship.
    package static func sheetRecord(_ name: String, _ relationship: String, state: UInt32 = 0) -> [UInt8] {
        record(156, number(state) + number(UInt32(1)) + text(relationship) + text(name))
    }

    package static func workbook(_ sheets: [UInt8], before: [UInt8] = [], after: [UInt8] = []) -> [UInt8] {
        record(131) + before + record(143) + sheets + record(144) + after + record(132)
    }

    /// A workbook of one worksheet.
    package static func file(
        sheet: [UInt8], sharedStrings: [UInt8]? = nil, styles: [UInt8]? = nil, workbook: [UInt8]? = nil
    ) -> WorkbookFile {
        var file = WorkbookFile(sheet: "")
        file["_rels/.rels"] = WorkbookFile.relationships([("rId1", "officeDocument", "xl/workbook.bin")])
        file["xl/workbook.xml"] = nil
        file["xl/_rels/workbook.xml.rels"] = nil
        file[WorkbookFile.sheetPart] = nil
        file.set("xl/workbook.bin", workbook ?? Self.workbook(sheetRecord("Feuil1", "rId1")))
        file["xl/_rels/workbook.bin.rels"] = WorkbookFile.relationships([
            ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "sharedStrings", "sharedStrings.bin"),
            ("rId3", "styles", "styles.bin"),
        ])
        file.set(sheetPart, sheet)
        file.set("xl/sharedStrings.bin", sharedStrings)
        file.set("xl/styles.bin", styles)
        return file
    }

    package static let sheetPart = "xl/worksheets/sheet1.bin"
}
