public import Dotations
internal import Spreadsheet

extension EditedSheet {
    /// Compares each row of the sheet with the dotations of an order; what is left to be told is who of other orders has the new contacts.
    ///
    /// The rows stream through; what is kept grows with what the sheet changes and what is refused, not with the sheet. A row whose cells
    /// are, byte for byte, what is stored costs little more than to read it.
    ///
    /// `corrections` are what somebody typed for cells of the sheet, by row: it stands in the place of what the sheet has there.
    /// What else is given is what ``ImportPlanner`` is made with, where `base` is what the export said that ``origin`` names; `progress` is told now and
    /// then how much of the sheet is read, from 0 to 1, and how many rows. The planner has all rows then, and makes the plan.
    ///
    /// - Throws: what is wrong with the rest of the file; `limit.row-errors` where it is the wrong one.
    public func planner(
        for order: Order, dotations: [Dotation], base: ExportBase? = nil, replaced: ReplacedValues = ReplacedValues(),
        settings: ImportSettings = ImportSettings(), foreignOrder: @escaping (Dotation.ID) -> OrderNumber? = { _ in nil },
        corrections: [Int: [SheetColumn: TypedValue]] = [:],
        progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil
    ) throws(SheetFault) -> ImportPlanner {
        var planner = ImportPlanner(
            order: order, dotations: dotations, base: base, replaced: replaced, settings: settings, foreignOrder: foreignOrder)
        let stored = StoredRowIndex(dotations)
        let lines = SheetRowDecoder(table)
        var merged = MergedCells(of: table, columns: MergedCells.editedColumns)
        var rows = try table.rows(progress: progress)
        while try rows.advance() {
            let row = rows.row
            let position = stored.position(row, in: lines)
            do throws(Reason) {
                if let position, corrections[row.number] == nil, stored.isUnchanged(row, position: position, in: lines) {
                    try planner.addUnchanged(row: row.number, id: dotations[position].id, isHidden: row.isHidden)
                    continue
                }
            } catch {
                throw refusal(error)
            }
            var edited = lines.edited(row, about: position.map { dotations[$0] })
            try merged.mark(&edited, header, columns: MergedCells.editedColumns)
            for (column, value) in corrections[row.number] ?? [:] { edited.type(value, in: column) }
            do throws(Reason) { try planner.add(edited) } catch { throw refusal(error) }
        }
        for warning in rows.warnings { planner.note(warning) }
        return planner
    }

    /// Hands each row of a sheet of statuses to a planner; `progress` is as for the planner of an import.
    ///
    /// - Throws: what is wrong with the rest of the file; `limit.row-errors` where it is the wrong one; what the planner's store throws.
    public func read(into planner: inout StatusPlanner, progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil) throws {
        let lines = SheetRowDecoder(table)
        var merged = MergedCells(of: table, columns: MergedCells.statusColumns)
        var rows = try table.rows(progress: progress)
        while try rows.advance() {
            var edited = lines.edited(rows.row, about: nil)
            try merged.mark(&edited, header, columns: MergedCells.statusColumns)
            do { try planner.add(edited) } catch let reason as Reason { throw refusal(reason) }
        }
        for warning in rows.warnings { planner.note(warning) }
    }
}
