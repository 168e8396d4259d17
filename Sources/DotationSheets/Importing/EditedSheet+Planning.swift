public import Dotations
internal import Spreadsheet

extension EditedSheet {
    /// Compares each row of the sheet with the dotations of an order; what is left to be told is who of other orders has the new contacts.
    ///
    /// The rows stream through; what is kept grows with what the sheet changes and what is refused, not with the sheet. A row whose cells
    /// are, byte for byte, what is stored costs little more than to read it.
    ///
    /// - Parameters:
    ///   - order: the order that the sheet is imported into.
    ///   - dotations: every dotation of the order as the store has it now.
    ///   - base: what the export said that ``identity`` names, where the store has it.
    ///   - replaced: where the store does not have the export, the values that later changes replaced.
    ///   - settings: how to plan.
    ///   - foreignOrder: tells to which other order an identifier belongs.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    /// - Returns: the planner, which has all rows and makes the plan.
    /// - Throws: what is wrong with the rest of the file; `limit.row-errors` where it is the wrong one.
    public func planner(
        for order: Order, dotations: [Dotation], base: ExportBase? = nil, replaced: ReplacedValues = ReplacedValues(),
        settings: ImportSettings = ImportSettings(), foreignOrder: @escaping (Dotation.ID) -> OrderNumber? = { _ in nil },
        progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil
    ) throws(SheetFault) -> ImportPlanner {
        var planner = ImportPlanner(
            order: order, dotations: dotations, base: base, replaced: replaced, settings: settings, foreignOrder: foreignOrder)
        let stored = StoredRowIndex(dotations)
        let lines = SheetRowDecoder(header, isCSV: file.format == .csv)
        var untitled = UntitledColumns(header, isCSV: file.format == .csv)
        var merged = MergedCells(of: sheet, in: file, header: header, columns: MergedCells.editedColumns)
        var rows = try wrappingErrors { () throws(SpreadsheetError) in try file.rows(of: sheet) }
        var count = 0
        while try rows.advanceWrappingErrors() {
            let row = rows.row
            guard row.number > header.row else { continue }
            untitled.note(row)
            let position = stored.position(row, in: lines)
            if let position, stored.isUnchanged(row, position: position, in: lines) {
                let id = dotations[position].id
                try wrappingReasons { () throws(Reason) in try planner.addUnchanged(row: row.number, id: id, isHidden: row.isHidden) }
            } else {
                var edited = lines.edited(row, about: position.map { dotations[$0] })
                try merged.mark(&edited, header, columns: MergedCells.editedColumns)
                try wrappingReasons { () throws(Reason) in try planner.add(edited) }
            }
            count += 1
            if count % 4096 == 0 { progress?(rows.fractionRead, count) }
        }
        progress?(1, count)
        for (row, warning) in untitled.warnings { planner.note(warning, inRow: row) }
        return planner
    }

    /// Compares each row of a sheet of statuses with the dotations of a store.
    ///
    /// - Parameters:
    ///   - planner: takes the rows.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    /// - Throws: what is wrong with the rest of the file; `limit.row-errors` where it is the wrong one; what the planner's store throws.
    public func read(into planner: inout StatusPlanner, progress: (_ fraction: Double, _ rows: Int) -> Void) throws {
        let lines = SheetRowDecoder(header, isCSV: file.format == .csv)
        var untitled = UntitledColumns(header, isCSV: file.format == .csv)
        var merged = MergedCells(of: sheet, in: file, header: header, columns: MergedCells.statusColumns)
        var rows = try wrappingErrors { () throws(SpreadsheetError) in try file.rows(of: sheet) }
        var count = 0
        while try rows.advanceWrappingErrors() {
            let row = rows.row
            guard row.number > header.row else { continue }
            untitled.note(row)
            var edited = lines.edited(row, about: nil)
            try merged.mark(&edited, header, columns: MergedCells.statusColumns)
            do {
                try planner.add(edited)
            } catch let reason as Reason {
                throw SheetFault(.refused(reason), at: .init(file: file.name, sheet: sheet.name))
            }
            count += 1
            if count % 4096 == 0 { progress(rows.fractionRead, count) }
        }
        progress(1, count)
        for (row, warning) in untitled.warnings { planner.note(warning, inRow: row) }
    }
}
