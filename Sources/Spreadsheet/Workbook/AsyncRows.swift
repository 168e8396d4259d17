/// The rows of a sheet, for `for try await`.
///
/// ```swift
/// let file = try SheetFile(path: path)
/// for try await row in file.asyncRows(of: file.sheets[0]) { print(row.number) }
/// ```
///
/// The sheet is opened and read beside the caller, not on its actor, some rows ahead of it. Each iteration reads the sheet from its start. It ends
/// with `read.cancelled` where its task is cancelled, also while the shared strings are read, and stops reading where the loop is left.
public struct AsyncRows: AsyncSequence, Sendable {
    let file: SheetFile
    let sheet: Sheet
    let options: ReadOptions

    /// Reads the sheet from its start.
    public func makeAsyncIterator() -> Iterator { Iterator(source: Source(file: file, sheet: sheet, options: options)) }

    /// Gives the rows of a sheet, one after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: Source
        /// The rows that were read, the next one last.
        private var rows: [Row] = []

        fileprivate init(source: Source) { self.source = source }

        /// The next row; nil if there is none.
        ///
        /// - Throws: `read.cancelled`; as ``SheetFile/rows(of:options:)`` and ``RowReader/advance()``. After an error there are no more rows.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(SpreadsheetError) -> Row? {
            if rows.isEmpty { rows = try await source.read() }
            return rows.popLast()
        }

        /// As ``next(isolation:)``.
        public mutating func next() async throws(SpreadsheetError) -> Row? {
            if rows.isEmpty { rows = try await source.read() }
            return rows.popLast()
        }
    }

    fileprivate actor Source {
        private let file: SheetFile
        private let sheet: Sheet
        private let options: ReadOptions
        private var reader: RowReader?
        private var isFinished = false
        /// The error that follows the rows that were read before it.
        private var fault: SpreadsheetError?

        /// So many cells at a time that changing between actors costs little beside reading them.
        private static let cells = 1024

        init(file: SheetFile, sheet: Sheet, options: ReadOptions) {
            self.file = file
            self.sheet = sheet
            self.options = options
        }

        /// The next rows, in the opposite order; none at the end.
        func read() throws(SpreadsheetError) -> [Row] {
            if let fault {
                self.fault = nil
                throw fault
            }
            guard !isFinished else { return [] }
            var rows: [Row] = []
            do throws(SpreadsheetError) {
                try checkCancellation()
                if reader == nil { reader = try file.rows(of: sheet, options: options) }
                var cells = 0
                while cells < Self.cells {
                    guard let row = try reader?.next() else {
                        isFinished = true
                        break
                    }
                    rows.append(row)
                    cells += row.cells.count + 1
                }
            } catch {
                isFinished = true
                if rows.isEmpty { throw error }
                fault = error
            }
            return rows.reversed()
        }
    }
}

extension SheetFile {
    /// The rows of a sheet, for `for try await`.
    public func asyncRows(of sheet: Sheet, options: ReadOptions = []) -> AsyncRows {
        AsyncRows(file: self, sheet: sheet, options: options)
    }
}
