/// Writes the rows of one sheet of a workbook, from top to bottom, and their cells from left to right.
///
/// ``WorkbookWriter/addSheet(_:at:)`` gives it. The sheet ends where the next one is added or the workbook is finished; whatever is written to it
/// afterwards is refused (`write.bad-place`), and never comes into another sheet.
public struct SheetWriter: ~Copyable {
    private let shared: SharedOutput
    let output: UnsafeMutablePointer<WorkbookOutput>
    /// The number of the sheet's part, from 1.
    let number: Int

    init(_ shared: SharedOutput) {
        self.shared = shared
        output = shared.output
        number = output.pointee.sheets.count
    }

    /// Whether the sheet can still be written.
    @inline(__always) var isOpen: Bool { output.pointee.isSheetOpen && output.pointee.sheets.count == number }

    /// What the sheet has besides its rows. It is written when the sheet ends; a workbook of which it was changed later cannot be finished.
    public var features: SheetFeatures {
        get { isOpen ? output.pointee.features : SheetFeatures() }
        _modify {
            if isOpen {
                yield &output.pointee.features
            } else {
                output.pointee.lateSheet = output.pointee.sheets[number - 1].name
                var late = SheetFeatures()
                yield &late
            }
        }
    }

    /// Ends the sheet, if it has not ended yet. The next sheet, and the end of the workbook, do so too; call it where the sheet's own errors belong.
    ///
    /// - Throws: A code of `write.` if spreadsheets do not accept the ``features``; correct them and call again. `file.unwritable`.
    public mutating func end() throws(SpreadsheetError) { if isOpen { try output.pointee.endSheet() } }
}

/// Keeps what a workbook's writer and those of its sheets write to at one address, as long as one of them is there.
final class SharedOutput {
    let output: UnsafeMutablePointer<WorkbookOutput>

    init(_ output: consuming WorkbookOutput) {
        self.output = .allocate(capacity: 1)
        self.output.initialize(to: output)
    }

    deinit {
        output.deinitialize(count: 1)
        output.deallocate()
    }
}

extension SheetWriter {
    @inline(__always) var stream: XMLWriter {
        _read { yield output.pointee.stream }
        nonmutating _modify { yield &output.pointee.stream }
    }

    @inline(__always) var row: WorkbookOutput.RowState {
        _read { yield output.pointee.row }
        nonmutating _modify { yield &output.pointee.row }
    }

    @inline(__always) var styles: StyleTable {
        _read { yield output.pointee.styles }
        nonmutating _modify { yield &output.pointee.styles }
    }

    @inline(__always) var strings: SharedStringTable {
        _read { yield output.pointee.strings }
        nonmutating _modify { yield &output.pointee.strings }
    }
}
