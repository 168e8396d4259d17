/// The defined names of a legacy workbook, of those that are one reference to a cell or a range: formulas are not made into text.
struct DefinedNameRecords {
    private struct Name {
        var name: String
        var isHidden: Bool
        /// The sheet that the name belongs to, from 1, or 0.
        var owner: Int
        /// The sheet and the range that it names.
        var reference: Int
        var range: CellRange
    }

    private var names: [Name] = []
    /// Whether each of the workbooks that formulas refer to is this one.
    private var books: [Bool] = []
    /// The workbook, and the first and the last sheet, that a reference's number means ([MS-XLS] 2.4.105).
    private var references: [(book: Int, first: Int, last: Int)] = []

    /// The names that begin with `_xlnm.`, by their numbers ([MS-XLS] 2.4.150).
    private static let builtIn = [
        "Consolidate_Area", "Auto_Open", "Auto_Close", "Extract", "Database", "Criteria", "Print_Area", "Print_Titles", "Recorder",
        "Data_Form",
        "Auto_Activate", "Auto_Deactivate", "Sheet_Title", "_FilterDatabase",
    ]

    /// Reads a SupBook record, which has a mark if it means this workbook ([MS-XLS] 2.4.271).
    mutating func addBook(_ records: borrowing BIFFReader) {
        books.append(records.count >= 4 && records.uint16(at: 2) == 0x0401)
    }

    /// Reads an ExternSheet record.
    mutating func addReferences(_ records: borrowing BIFFReader) {
        guard records.count >= 2 else { return }
        for index in 0..<min(records.uint16(at: 0), (records.count - 2) / 6) {
            let place = 2 + 6 * index
            references.append((records.uint16(at: place), records.uint16(at: place + 2), records.uint16(at: place + 4)))
        }
    }

    /// Reads a Lbl record of BIFF8 ([MS-XLS] 2.4.150).
    ///
    /// - Throws: `xml.names`, `memory.exhausted`.
    mutating func addName(_ records: borrowing BIFFReader, limits: ReadLimits) throws(SpreadsheetError) {
        guard records.count >= 15 else { return }
        let flags = records.uint16(at: 0)
        let isWide = records.uint8(at: 14) & 1 != 0
        let units = Int(records.uint8(at: 3))
        let start = 15 + (isWide ? 2 * units : units)
        let size = records.uint16(at: 4)
        guard records.count >= start + size, let (reference, range) = Self.range(records, at: start, size: size) else { return }
        var text = ByteArena()
        let bytes = UnsafeRawBufferPointer(rebasing: records.bytes[15..<start])
        if isWide { try text.append(utf16: bytes) } else { try text.append(latin1: bytes) }
        var name = String(decoding: text.contents, as: UTF8.self)
        if flags & 0x20 != 0 {
            guard units == 1, let number = name.unicodeScalars.first?.value, number < Self.builtIn.count else { return }
            name = "_xlnm." + Self.builtIn[Int(number)]
        }
        names.append(
            Name(name: name, isHidden: flags & 1 != 0, owner: records.uint16(at: 8), reference: reference, range: range))
        try limits.checkNames(names.count)
    }

    /// The number of a reference's sheet and its range, where a formula is one reference to another sheet ([MS-XLS] 2.5.198.28 and 2.5.198.85).
    private static func range(_ records: borrowing BIFFReader, at start: Int, size: Int) -> (reference: Int, range: CellRange)? {
        guard size > 0 else { return nil }
        func cell(_ row: Int, _ column: Int) -> CellReference? {
            CellReference(row: records.uint16(at: start + row) + 1, column: records.uint16(at: start + column) & 0x3FFF + 1)
        }
        switch (records.uint8(at: start) & 0x1F, size) {
        case (0x1A, 7):
            guard let cell = cell(3, 5) else { return nil }
            return (records.uint16(at: start + 1), CellRange(cell, cell))
        case (0x1B, 11):
            guard let first = cell(3, 7), let last = cell(5, 9) else { return nil }
            return (records.uint16(at: start + 1), CellRange(first, last))
        default: return nil
        }
    }

    /// The names, for the sheets of the workbook. LibreOffice writes built-in ones that it has read once more under names of its own.
    func names(for sheets: [Sheet]) -> [DefinedName] {
        var known: Set<DefinedName> = []
        return names.compactMap { name in
            guard references.indices.contains(name.reference) else { return nil }
            let reference = references[name.reference]
            guard books.indices.contains(reference.book), books[reference.book], reference.first == reference.last,
                sheets.indices.contains(reference.first), name.owner <= sheets.count
            else { return nil }
            let range = name.range.absoluteDescription(rows: 65_536, columns: 256)
            let found = DefinedName(
                name.name, formula: DefinedName.prefix(sheet: sheets[reference.first].name) + range,
                sheet: name.owner > 0 ? sheets[name.owner - 1].name : nil, isHidden: name.isHidden)
            var alike = found
            if alike.name.hasPrefix("Excel_BuiltIn_") { alike.name = "_xlnm." + alike.name.dropFirst(14) }
            return known.insert(alike).inserted ? found : nil
        }
    }
}
