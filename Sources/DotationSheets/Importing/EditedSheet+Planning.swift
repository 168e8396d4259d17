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
    ///   - base: what the export said that ``origin`` names, where the store has it.
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
        let lines = SheetRowDecoder(table)
        var merged = MergedCells(of: table, columns: MergedCells.editedColumns)
        var rows = try table.rows(progress: progress)
        while try rows.advance() {
            let row = rows.row
            let position = stored.position(row, in: lines)
            do throws(Reason) {
                if let position, stored.isUnchanged(row, position: position, in: lines) {
                    try planner.addUnchanged(row: row.number, id: dotations[position].id, isHidden: row.isHidden)
                    continue
                }
            } catch {
                throw refusal(error)
            }
            var edited = lines.edited(row, about: position.map { dotations[$0] })
            try merged.mark(&edited, header, columns: MergedCells.editedColumns)
            do throws(Reason) { try planner.add(edited) } catch { throw refusal(error) }
        }
        for warning in rows.warnings { planner.note(warning) }
        return planner
    }

    /// Compares each row of a sheet of statuses with the dotations of a store.
    ///
    /// - Parameters:
    ///   - planner: takes the rows.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
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
