/// The groups of cells in a worksheet that share a formula (ECMA-376 part 1, 18.3.1.40), as far as edits need to know them.
struct FormulaGroups {
    /// The numbers of groups are noted up to this one; higher ones are not edited.
    private static let limit = 1 << 20

    /// A bit for each group whose first cell has passed.
    private var begun: [UInt64] = []
    /// Groups of which a cell passed ahead of the first one.
    private var headless: Set<Int> = []
    /// The formulas of groups whose first cell is edited: their other cells get the formula for themselves.
    private var dissolved: [Int: SharedFormula] = [:]

    /// How many bytes of formulas the cells of such groups got.
    private var written: UInt64 = 0

    var hasDissolved: Bool { !dissolved.isEmpty }

    /// Notes the first cell of a group, which keeps its formula.
    mutating func begin(_ group: Int) {
        dissolved[group] = nil
        guard 0..<Self.limit ~= group else { return }
        while begun.count <= group >> 6 { begun.append(0) }
        begun[group >> 6] |= 1 << UInt64(group & 63)
    }

    /// Notes another cell of a group, and returns the group's formula if the cell needs it.
    mutating func member(of group: Int) -> SharedFormula? {
        if let formula = dissolved[group] { return formula }
        guard 0..<Self.limit ~= group, headless.count < 1 << 12 else { return nil }
        let isBegun = group >> 6 < begun.count && begun[group >> 6] & 1 << UInt64(group & 63) != 0
        if !isBegun { headless.insert(group) }
        return nil
    }

    /// Notes that a cell got the formula of its group. A few bytes of a part can stand for a long formula, and a part has many cells.
    ///
    /// - Throws: `edit.shared-formula` beyond so many bytes.
    mutating func note(_ formula: String, limit: UInt64) throws(SpreadsheetError) {
        written += UInt64(formula.utf8.count)
        guard written <= limit else {
            throw SpreadsheetError(
                .sharedFormula, "the cells that share the formula of an edited cell would get too much text", measured: written,
                limit: limit)
        }
    }

    /// Notes that the first cell of a group loses its formula.
    ///
    /// - Throws: `edit.shared-formula` if cells of the group may have passed already.
    mutating func dissolve(_ group: Int, _ formula: SharedFormula) throws(SpreadsheetError) {
        guard 0..<Self.limit ~= group, !headless.contains(group), headless.count < 1 << 12 else {
            throw SpreadsheetError(.sharedFormula, "cells before this one share its formula")
        }
        dissolved[group] = formula
    }
}
